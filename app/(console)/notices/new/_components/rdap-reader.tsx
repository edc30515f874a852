"use client";

import { Textarea } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { rdapMostCharacters, rdapProblem, readRdap } from "@/lib/domain/notices/read-rdap";
import { CopyButton } from "@/lib/ui/copy-button";
import { hintBelow } from "@/lib/ui/hint-below";
import classes from "./recipient-wizard.module.css";

/** Finds the abuse contact in a pasted RDAP answer; read in the browser, kept nowhere. */
export function RdapReader() {
  const t = useTranslations("recipients.rdap");
  const [text, setText] = useState("");
  const contact = text.trim() === "" ? null : readRdap(text);
  return (
    <details className={classes.text}>
      <summary>{t("title")}</summary>
      <div className={classes.rdap}>
        <Textarea
          {...hintBelow}
          label={t("paste")}
          description={t("hint")}
          value={text}
          maxLength={rdapMostCharacters}
          minRows={3}
          maxRows={8}
          autosize
          spellCheck={false}
          error={text.trim() !== "" && contact === null ? t(`problem.${rdapProblem(text)}`) : undefined}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {contact === null ? null : (
          <dl aria-live="polite">
            {contact.domain === null ? null : (
              <>
                <dt>{t("domain")}</dt>
                <dd>{contact.domain}</dd>
              </>
            )}
            {contact.registrar === null ? null : (
              <>
                <dt>{t("registrar")}</dt>
                <dd>{contact.registrar}</dd>
              </>
            )}
            <dt>{t("mailbox")}</dt>
            <dd>
              {contact.abuseMailbox === null ? (
                t("none")
              ) : (
                <>
                  {contact.abuseMailbox} <CopyButton value={contact.abuseMailbox} what={t("mailbox")} />
                </>
              )}
            </dd>
            {contact.nameServers.length === 0 ? null : (
              <>
                <dt>{t("servers")}</dt>
                <dd>{contact.nameServers.join(", ")}</dd>
              </>
            )}
          </dl>
        )}
      </div>
    </details>
  );
}
