import { Menu } from "@mantine/core";
import { IconChevronDown, IconX } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { classNames } from "@/lib/ui/tone";
import classes from "./queue-filters.module.css";

interface FilterPillProps<Value extends string> {
  name: string;
  /** What is said while it is not set. */
  anyLabel: string;
  options: readonly { value: Value; label: string }[];
  chosen: readonly Value[];
  /** Several may be chosen at once; the menu then stays open. */
  isMultiple?: boolean;
  onChoose: (values: Value[]) => void;
}

/** One filter: its name, what it is set to, and a cross where it is set. */
export function FilterPill<Value extends string>({
  name,
  anyLabel,
  options,
  chosen,
  isMultiple = false,
  onChoose,
}: FilterPillProps<Value>) {
  const t = useTranslations("queue.filter");
  const [first] = chosen;
  const label = options.find((option) => option.value === first)?.label ?? "";
  const shown = chosen.length > 1 ? t("several", { first: label, more: chosen.length - 1 }) : label;
  const toggled = (value: Value): Value[] => {
    if (!isMultiple) return chosen.includes(value) ? [] : [value];
    return chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value];
  };
  return (
    <span className={classNames(classes.pill, first !== undefined && classes.set)}>
      <Menu position="bottom-start" withinPortal shadow="md">
        <Menu.Target>
          <button type="button" className={classes.face}>
            {name} <b>{first === undefined ? anyLabel : shown}</b>
            {first === undefined ? <IconChevronDown size={14} stroke={1.75} aria-hidden /> : null}
          </button>
        </Menu.Target>
        <Menu.Dropdown className={classes.options}>
          {options.map(({ value, label: text }) => (
            <Menu.CheckboxItem
              key={value}
              checked={chosen.includes(value)}
              closeMenuOnClick={!isMultiple}
              onChange={() => onChoose(toggled(value))}
            >
              {text}
            </Menu.CheckboxItem>
          ))}
        </Menu.Dropdown>
      </Menu>
      {first === undefined ? null : (
        <button type="button" className={classes.cross} aria-label={t("clear", { name })} onClick={() => onChoose([])}>
          <IconX size={13} stroke={2} aria-hidden />
        </button>
      )}
    </span>
  );
}
