import { useTranslations } from "next-intl";
import { roles, type Role } from "@/lib/domain/case/vocabulary";
import type { SecondPerson } from "@/lib/queries/list-proposals";
import { TickCard } from "@/lib/ui/tick-card";
import classes from "./people.module.css";

interface RoleTicksProps {
  held?: readonly Role[];
  secondPerson: SecondPerson;
}

/** The roles with what each may do; nothing is ticked but what is held already. What needs a second person is said before. */
export function RoleTicks({ held = [], secondPerson }: RoleTicksProps) {
  const t = useTranslations("people");
  const proposals = useTranslations("proposals");
  const name = useTranslations("vocabulary.role");
  return (
    <fieldset className={classes.ticks}>
      <legend>{t("invite.roles")}</legend>
      <p className={classes.hint}>{proposals(`rule.${secondPerson}`)}</p>
      {roles.map((role) => (
        <TickCard key={role} name="roles" value={role} label={name(role)} defaultChecked={held.includes(role)}>
          {t(`roleHint.${role}`)}
        </TickCard>
      ))}
    </fieldset>
  );
}

export const rolesOf = (form: FormData): Role[] => roles.filter((role) => form.getAll("roles").includes(role));
