import { useTranslations } from "next-intl";
import { roles, type Role } from "@/lib/domain/case/vocabulary";
import { TickCard } from "@/lib/ui/tick-card";
import classes from "./people.module.css";

/** The roles with what each may do; nothing is ticked but what is held already. */
export function RoleTicks({ held = [] }: { held?: readonly Role[] }) {
  const t = useTranslations("people");
  const name = useTranslations("vocabulary.role");
  return (
    <fieldset className={classes.ticks}>
      <legend>{t("invite.roles")}</legend>
      {roles.map((role) => (
        <TickCard key={role} name="roles" value={role} label={name(role)} defaultChecked={held.includes(role)}>
          {t(`roleHint.${role}`)}
        </TickCard>
      ))}
    </fieldset>
  );
}

export const rolesOf = (form: FormData): Role[] => roles.filter((role) => form.getAll("roles").includes(role));
