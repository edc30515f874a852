"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { routes } from "@/lib/routes";
import classes from "./bookmarklet.module.css";

/** A bookmark that sends the page one looks at to the log. Opened in a window of its own that does not know where it comes from. */
const codeFor = (address: string): string =>
  `javascript:(()=>{window.open(${JSON.stringify(`${address}?text=`)}+encodeURIComponent(location.href),'_blank','noopener,noreferrer')})()`;

export function Bookmarklet() {
  const t = useTranslations("log.bookmarklet");
  const link = useRef<HTMLAnchorElement>(null);
  // React writes no such address by itself; here it is never followed, only dragged away.
  useEffect(() => link.current?.setAttribute("href", codeFor(new URL(routes.log(), window.location.href).href)), []);
  return (
    <details className={classes.details}>
      <summary>{t("title")}</summary>
      <p>
        {t("how")}{" "}
        <a
          ref={link}
          href={routes.log()}
          draggable
          onClick={(event) => event.preventDefault()}
          className={classes.link}
        >
          {t("link")}
        </a>
      </p>
      <p>{t("phone")}</p>
    </details>
  );
}
