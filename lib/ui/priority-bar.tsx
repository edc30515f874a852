import { useTranslations } from "next-intl";
import type { CSSProperties } from "react";
import classes from "./priority-bar.module.css";
import { classNames } from "./tone";

/** In the order in which they are drawn. The bar's length is 100; a larger sum fills it, in proportion. */
export const priorityPartNames = ["signals", "reports", "personWaiting", "returned", "age"] as const;
export type PriorityPartName = (typeof priorityPartNames)[number];
export type PriorityParts = Readonly<Partial<Record<PriorityPartName, number>>>;

const totalOf = (parts: PriorityParts): number => priorityPartNames.reduce((sum, name) => sum + (parts[name] ?? 0), 0);

/** Where each part ends, in percent: the bar is one element whose background has five colours. */
function ends(parts: PriorityParts): CSSProperties {
  const whole = Math.max(100, totalOf(parts));
  let end = 0;
  const variables: Record<string, string> = {};
  for (const [index, name] of priorityPartNames.entries()) {
    end += Math.max(0, parts[name] ?? 0);
    variables[`--end${String(index + 1)}`] = `${String((100 * end) / whole)}%`;
  }
  return variables;
}

interface PriorityBarProps {
  parts: PriorityParts;
  /** The number printed; the parts' sum when absent. */
  total?: number;
  size?: "row" | "wide";
}

/** The number first, since it is what orders the queue; the bar says what it is made of. */
export function PriorityBar({ parts, total = totalOf(parts), size = "row" }: PriorityBarProps) {
  const t = useTranslations("vocabulary.priority");
  return (
    <span className={classNames(classes.priority, classes[size])}>
      <span className={classes.total}>
        <span className="visually-hidden">{t("label")} </span>
        {total}
      </span>
      <span className={classes.bar} style={ends(parts)} aria-hidden="true" />
    </span>
  );
}

/** The parts with their names and numbers, for the current row at the foot of the rail. */
export function PriorityLegend({ parts }: { parts: PriorityParts }) {
  const t = useTranslations("vocabulary.priority");
  return (
    <div>
      <span className={classNames(classes.bar, classes.full)} style={ends(parts)} aria-hidden="true" />
      <dl className={classes.legend}>
        {priorityPartNames.map((name) => (
          <div key={name} className={classes.part}>
            <dt>
              <span className={classNames(classes.swatch, classes[name])} aria-hidden="true" />
              {t(name)}
            </dt>
            <dd>{parts[name] ?? 0}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.note}>{t("note")}</p>
    </div>
  );
}
