import { useTranslations } from "next-intl";
import { Icon } from "./icon";
import classes from "./life-tag.module.css";

/** Nothing on the first life: only a return is worth a mark. */
export function LifeTag({ life }: { life: number }) {
  const t = useTranslations("vocabulary");
  if (life < 2) return null;
  return (
    <span className={classes.tag}>
      <Icon name="back-again" size={12} />
      <span aria-hidden="true">{t("life", { number: life })}</span>
      <span className="visually-hidden">{t("lifeSpoken", { number: life })}</span>
    </span>
  );
}
