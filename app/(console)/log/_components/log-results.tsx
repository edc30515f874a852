"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { type ReactNode, useEffect, useRef } from "react";
import type { LineResult } from "@/lib/domain/intake/log-lines";
import { routes } from "@/lib/routes";
import { PlatformIcon, UnknownPlatformIcon } from "@/lib/ui/platform-icon";
import { useErrorText } from "@/lib/ui/use-error-text";
import classes from "./log-results.module.css";

/** What became of each line of the form that was just handed in. */
export function LogResults({ results }: { results: readonly LineResult[] }) {
  const t = useTranslations("log.result");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const taken = results.filter(({ isTaken }) => isTaken).length;
  const failed = results.length - taken;
  return (
    <section className={classes.results} aria-labelledby="log-results">
      <h2 id="log-results" ref={heading} tabIndex={-1}>
        {t("title", { count: taken })}
        {failed > 0 ? <span className={classes.failed}> {t("failed", { count: failed })}</span> : null}
      </h2>
      <ul>
        {results.filter(isNews).map((result, index) => (
          <li key={index} className={classes.line}>
            {result.platform ? <PlatformIcon platform={result.platform} /> : <UnknownPlatformIcon />}
            <span className={classes.handle}>{result.handle ?? result.text}</span>
            <span className={result.isTaken ? classes.outcome : classes.refused}>
              <Outcome result={result} />
            </span>
            {result.isTaken ? (
              <a className={classes.receipt} href={routes.receipt(result.reportId)} download title={t("receiptHint")}>
                {t("receipt")}
              </a>
            ) : null}
          </li>
        ))}
      </ul>
      <noscript>
        <ul>{results.map((result, index) => (isNews(result) ? null : <UnreadLine key={index} result={result} />))}</ul>
      </noscript>
    </section>
  );
}

/** A line that is no address stands in the box with its cause; here it would only be said twice. */
const isNews = (result: LineResult): boolean => result.isTaken || result.code !== "not_an_address";

/** Where scripts are off the box does not say it. */
function UnreadLine({ result }: { result: LineResult }) {
  const reason = useTranslations("address.reason");
  const cause = result.isTaken ? null : reason(result.reason as Parameters<typeof reason>[0]);
  return (
    <li className={classes.line}>
      <UnknownPlatformIcon />
      <span className={classes.handle}>{result.text}</span>
      <span className={classes.refused}>{cause}</span>
    </li>
  );
}

function Outcome({ result }: { result: LineResult }) {
  const t = useTranslations("log.result");
  const errorText = useErrorText();
  if (!result.isTaken) {
    if (result.code === "unexpected" || result.code === "not_an_address") return t("unexpected");
    return errorText({ code: result.code, reason: result.reason });
  }
  const link = (chunks: ReactNode) =>
    result.number === null ? chunks : <Link href={routes.case(result.number)}>{chunks}</Link>;
  return t.rich(result.kind, {
    number: String(result.number ?? ""),
    predecessor: result.predecessor === null ? "none" : String(result.predecessor),
    case: link,
  });
}
