import { Menu } from "@mantine/core";
import { IconBaselineDensityMedium, IconColumns3, IconDownload } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import {
  densities,
  type Density,
  optionalColumns,
  type OptionalColumn,
  type QueueLayout,
} from "@/lib/tables/queue-layout";
import classes from "./queue-head.module.css";

interface LayoutMenusProps {
  layout: QueueLayout;
  onChange: (layout: QueueLayout) => void;
  /** Where the whole list can be had as a file. */
  exportHref: string | null;
}

/** Columns, height of rows, and the list as a file. */
export function LayoutMenus({ layout, onChange, exportHref }: LayoutMenusProps) {
  const t = useTranslations("queue");
  const toggled = (column: OptionalColumn): OptionalColumn[] =>
    layout.hidden.includes(column) ? layout.hidden.filter((one) => one !== column) : [...layout.hidden, column];
  return (
    <div className={classes.tools}>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <button type="button" className={classes.tool} aria-label={t("columns")} title={t("columns")}>
            <IconColumns3 size={18} stroke={1.5} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {optionalColumns.map((column) => (
            <Menu.CheckboxItem
              key={column}
              checked={!layout.hidden.includes(column)}
              onChange={() => onChange({ ...layout, hidden: toggled(column) })}
            >
              {t(`column.${column}`)}
            </Menu.CheckboxItem>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <button type="button" className={classes.tool} aria-label={t("density.label")} title={t("density.label")}>
            <IconBaselineDensityMedium size={18} stroke={1.5} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.RadioGroup
            value={layout.density}
            onChange={(value) => isDensity(value) && onChange({ ...layout, density: value })}
          >
            {densities.map((density) => (
              <Menu.RadioItem key={density} value={density} closeMenuOnClick>
                {t(`density.${density}`)}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
        </Menu.Dropdown>
      </Menu>
      {exportHref === null ? null : (
        <a href={exportHref} className={classes.tool} aria-label={t("export")} title={t("export")} download>
          <IconDownload size={18} stroke={1.5} aria-hidden />
        </a>
      )}
    </div>
  );
}

const isDensity = (value: string): value is Density => densities.some((density) => density === value);
