import { useTranslations } from "next-intl";
import type { ShownTrace } from "@/lib/queries/get-traces";
import { CopyButton } from "@/lib/ui/copy-button";
import { defang } from "@/lib/ui/defang";
import { RelativeTime } from "@/lib/ui/relative-time";
import { classNames } from "@/lib/ui/tone";
import classes from "./trace-panel.module.css";

/** One chain as a numbered list: who was asked, what they said, where it ended and who is paid for it. */
export function TraceChain({ trace }: { trace: ShownTrace }) {
  const t = useTranslations("traces");
  const isLanded = trace.because === "landed";
  return (
    <article className={classes.trace} aria-label={`${t("traced")}: ${defang(trace.asked)}`}>
      <p className={classes.head}>
        <span className={classes.quiet}>
          <RelativeTime instant={trace.startedAt} variant="dateTime" />
        </span>
        <CopyButton value={chainText(t, trace)} what={t("copy")} />
      </p>
      <ol className={classes.hops} aria-label={t("chain")}>
        {trace.hops.map((hop, at) => (
          <li key={at}>
            <Address url={hop.url} />
            <span className={classes.quiet}>{hopFacts(t, hop).join(" · ")}</span>
          </li>
        ))}
      </ol>
      <p className={classNames(classes.end, !isLanded && classes.ended)}>{t(`end.${trace.because}`)}</p>
      <Findings trace={trace} />
    </article>
  );
}

type Words = ReturnType<typeof useTranslations<"traces">>;
type ShownHop = ShownTrace["hops"][number];

/** The host is what counts; the rest of an address is read after it. */
function Address({ url }: { url: string }) {
  const shown = defang(url);
  const at = shown.search(/[/?#]/);
  return (
    <span className={classes.address}>
      <strong>{at < 0 ? shown : shown.slice(0, at)}</strong>
      {at < 0 ? null : shown.slice(at)}
    </span>
  );
}

function hopFacts(t: Words, hop: ShownHop): string[] {
  const isAsked = !hop.notes.includes("not_asked");
  return [
    t(`how.${hop.how}`),
    ...(hop.status === null ? (isAsked ? [t("unanswered")] : []) : [t("status", { status: String(hop.status) })]),
    ...(hop.address === null ? [] : [hop.address]),
    ...(hop.status === null ? [] : [t("milliseconds", { count: hop.milliseconds })]),
    ...(hop.cookiesRefused > 0 ? [t("cookies", { count: hop.cookiesRefused })] : []),
    ...hop.notes.map((note) => t(`note.${note}`)),
  ];
}

/** The chain as people paste it into a message: nothing in it is a link. */
function chainText(t: Words, { hops, because }: ShownTrace): string {
  const lines = hops.map(
    (hop, at) => `${String(at + 1)}. ${defang(hop.url)} (${hop.at}; ${hopFacts(t, hop).join("; ")})`,
  );
  return [...lines, t(`end.${because}`)].join("\n");
}

function Findings({ trace }: { trace: ShownTrace }) {
  const t = useTranslations("traces");
  const { landingDomain, parameters, shorteners, domainCount } = trace;
  const counted = [
    ...(domainCount > 1 ? [t("domains", { count: domainCount })] : []),
    ...(shorteners.length > 0 ? [t("shorteners", { count: shorteners.length })] : []),
  ];
  return (
    <dl className={classes.findings}>
      <div>
        <dt>{t("landing")}</dt>
        <dd>
          {landingDomain === null ? t("noLanding") : <strong className={classes.mono}>{defang(landingDomain)}</strong>}
          {counted.length === 0 ? null : <span className={classes.quiet}> {counted.join(", ")}</span>}
        </dd>
      </div>
      {parameters.length === 0 ? null : (
        <div>
          <dt>{t("parameters")}</dt>
          <dd>
            <ul className={classes.chips}>
              {parameters.map(({ name, value, kind }) => (
                <li key={`${name}=${value}`} className={classes.chip}>
                  <span className={classes.quiet}>{t(`kind.${kind}`)}</span>{" "}
                  <span className={classes.mono}>
                    {name}={value}
                  </span>
                </li>
              ))}
            </ul>
          </dd>
        </div>
      )}
    </dl>
  );
}
