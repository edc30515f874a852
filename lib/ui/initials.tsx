import { useTranslations } from "next-intl";
import classes from "./initials.module.css";
import { classNames } from "./tone";

interface InitialsProps {
  initials: string;
  /** The pseudonym, spoken and shown on hover. */
  name: string;
  isSelf?: boolean;
  size?: "row" | "header";
}

export function Initials({ initials, name, isSelf = false, size = "row" }: InitialsProps) {
  const t = useTranslations("ui.initials");
  return (
    <span className={classNames(classes.initials, isSelf && classes.self, classes[size])} title={name}>
      <span aria-hidden="true">{initials}</span>
      <span className="visually-hidden">{isSelf ? t("self") : name}</span>
    </span>
  );
}
