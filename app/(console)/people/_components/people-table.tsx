import { useTranslations } from "next-intl";
import Link from "next/link";
import { initialsOf } from "@/lib/domain/access/person";
import type { Role } from "@/lib/domain/case/vocabulary";
import type { ListedPerson } from "@/lib/queries/list-people";
import type { SecondPerson } from "@/lib/queries/list-proposals";
import { routes } from "@/lib/routes";
import { Initials } from "@/lib/ui/initials";
import { RelativeTime } from "@/lib/ui/relative-time";
import tables from "@/lib/ui/table.module.css";
import classes from "./people.module.css";
import { PersonActions } from "./person-actions";

interface PeopleTableProps {
  people: readonly ListedPerson[];
  selfId: string;
  /** What waits for a second person: rights by `grant_rights:<person>`. */
  waiting: Readonly<Record<string, readonly Role[]>>;
  secondPerson: SecondPerson;
}

export function PeopleTable({ people, selfId, waiting, secondPerson }: PeopleTableProps) {
  const t = useTranslations("people");
  return (
    <table className={`${tables.table} ${tables.frame} ${tables.cards} ${classes.table}`}>
      <caption className="visually-hidden">{t("list")}</caption>
      <thead>
        <tr>
          {(["person", "roles", "since", "seen"] as const).map((column) => (
            <th key={column} scope="col">
              {t(`column.${column}`)}
            </th>
          ))}
          <th scope="col">
            <span className="visually-hidden">{t("column.actions")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <PersonRow
            key={person.id}
            person={person}
            isSelf={person.id === selfId}
            waiting={waiting[`grant_rights:${person.id}`] ?? []}
            secondPerson={secondPerson}
          />
        ))}
      </tbody>
    </table>
  );
}

interface PersonRowProps extends Pick<PeopleTableProps, "secondPerson"> {
  person: ListedPerson;
  isSelf: boolean;
  waiting: readonly Role[];
}

function PersonRow({ person, isSelf, waiting, secondPerson }: PersonRowProps) {
  const t = useTranslations("people");
  const proposals = useTranslations("proposals");
  const role = useTranslations("vocabulary.role");
  const accuracy = useTranslations("accuracy");
  const { id, pseudonym, roles, status, createdAt, lastSeenOn } = person;
  return (
    <tr data-suspended={status === "suspended" ? true : undefined}>
      <th scope="row" className={classes.person}>
        <Initials initials={initialsOf(pseudonym)} name={pseudonym} isSelf={isSelf} />
        <Link className={classes.name} href={routes.person(id)} prefetch={false}>
          {pseudonym}
        </Link>
        {isSelf ? <span className={classes.self}>{t("you")}</span> : null}
        {status === "suspended" ? <span className={classes.suspended}>{t("suspended")}</span> : null}
      </th>
      <td className={classes.wide} data-label={t("column.roles")}>
        {roles.map((name) => role(name)).join(", ")}
        {waiting.length === 0 ? null : (
          <span className={classes.waiting}>
            {proposals("person", { roles: waiting.map((name) => role(name)).join(", ") })}
          </span>
        )}
      </td>
      <td data-label={t("column.since")}>
        <RelativeTime instant={createdAt} variant="date" />
      </td>
      <td data-label={t("column.seen")}>
        {lastSeenOn === null ? (
          <span className={classes.quiet}>{t("neverSeen")}</span>
        ) : (
          <RelativeTime instant={lastSeenOn} variant="date" />
        )}
      </td>
      <td className={classes.actions}>
        <Link
          className={classes.link}
          href={routes.accuracyOf(id)}
          prefetch={false}
          aria-label={accuracy("linkFor", { pseudonym })}
        >
          {accuracy("link")}
        </Link>
        <PersonActions
          id={id}
          pseudonym={pseudonym}
          roles={roles}
          isSuspended={status === "suspended"}
          isSelf={isSelf}
          secondPerson={secondPerson}
        />
      </td>
    </tr>
  );
}
