import { useTranslations } from "next-intl";
import Link from "next/link";
import { defang } from "@/lib/domain/notices/defang";
import type { Fits, Target } from "@/lib/queries/get-fits";
import { routes } from "@/lib/routes";
import classes from "./recipient-wizard.module.css";
import { TargetForm } from "./target-form";

/** A name with its last dot in brackets, an address without its scheme: nothing makes a link of it. */
const plain = (text: string): string => (text.startsWith("http") ? defang(text) : text.replace(/\.(?=[^.]*$)/u, "[.]"));

const oneByOne = ["host", "registrar", "shortener", "link_hub"] as const;
const kindsToFind: readonly string[] = [...oneByOne, "cert"];

/** Which link, domain or payment makes a desk fit, and the way to a notice about it. */
export function Targets({ desk, cases }: { desk: Fits["desks"][number]; cases: number[] }) {
  const t = useTranslations("fit");
  const { because, recipientKind } = desk;
  const [firstCase] = cases;
  if (because.length === 0)
    return (
      <small>
        {t(recipientKind === "payment" ? "nothingPaid" : "nothingYet")}{" "}
        {firstCase === undefined ? null : (
          <Link href={routes.case(firstCase)}>{t("toCase", { number: String(firstCase) })}</Link>
        )}
      </small>
    );
  const isEach = oneByOne.some((kind) => kind === recipientKind);
  const groups = isEach ? because.map((one) => [one]) : [because];
  return (
    <ul className={classes.targets} aria-label={t("because")}>
      {groups.map((group) => (
        <li key={group.map(({ name }) => name).join(" ")}>
          {group.map((target) => (
            <Seen key={target.name} target={target} />
          ))}
          <TargetForm
            deskId={desk.id}
            registryOf={recipientKind === "host" || recipientKind === "registrar" ? recipientKind : null}
            isToFind={kindsToFind.includes(recipientKind)}
            hasAddress={group[0]?.address != null}
            cases={[...new Set(group.flatMap((target) => target.cases))]}
            about={group.flatMap(({ isPayment, name }) => (isPayment ? [] : [name]))}
            label={group.map(({ isPayment, name }) => (isPayment ? name : plain(name))).join(", ")}
          />
        </li>
      ))}
    </ul>
  );
}

function Seen({ target: { name, isPayment, seenIn, cases } }: { target: Target }) {
  const t = useTranslations("fit");
  return (
    <span className={classes.seen}>
      <code>{isPayment ? name : plain(name)}</code>
      <small>
        {seenIn.length === 0 ? null : `${t("seenIn", { list: seenIn.map(plain).join(", ") })} · `}
        {t("cases", { count: cases.length, list: cases.join(", ") })}
        {isPayment ? ` · ${t("sealed")}` : null}
      </small>
    </span>
  );
}
