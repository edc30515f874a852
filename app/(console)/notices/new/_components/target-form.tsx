"use client";

import { Button, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { defang } from "@/lib/domain/notices/defang";
import { type RdapContact, rdapMostCharacters, rdapProblem, readRdap } from "@/lib/domain/notices/read-rdap";
import { routes } from "@/lib/routes";
import { useRun } from "@/lib/ui/use-run";
import { prepare } from "../../actions";
import { askRegistry } from "../../fit-actions";
import classes from "./recipient-wizard.module.css";

export interface TargetFormProps {
  deskId: string;
  /** What the registry can be asked about; null for a desk that it does not know. */
  registryOf: "registrar" | "host" | null;
  /** Whether the desk is one of many: whose it is, and its mailbox, have to be found first. */
  isToFind: boolean;
  /** Whether a followed link told under which network address its host answered. */
  hasAddress: boolean;
  cases: number[];
  about: string[];
  /** What the button is about, for whoever hears it alone. */
  label: string;
}

/** Finds who answers for a domain, by a press or by what somebody pasted, and prepares the notice; nothing is taken over unseen. */
export function TargetForm({ deskId, registryOf, isToFind, hasAddress, cases, about, label }: TargetFormProps) {
  const t = useTranslations("fit");
  const why = useTranslations("recipients.rdap.problem");
  const router = useRouter();
  const id = useId();
  const { run, isBusy, problem } = useRun();
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState("");
  const [mailbox, setMailbox] = useState("");
  const [contact, setContact] = useState<RdapContact | null>(null);
  const [pasted, setPasted] = useState("");
  const [first = ""] = about;
  const canAsk = registryOf === "registrar" || (registryOf === "host" && hasAddress);
  const propose = (found: RdapContact | null) => {
    setContact(found);
    if (found === null) return;
    setName(found.network ?? found.registrar ?? "");
    setMailbox(found.abuseMailbox ?? "");
  };
  const make = () =>
    void run(
      () =>
        prepare({
          ...{ kind: "terms_report", channelId: deskId, caseNumbers: cases, about },
          ...(isToFind && { addressedTo: { mailbox: mailbox.trim(), name: name.trim() } }),
        }),
      (made) => made && router.push(routes.notice(made.number)),
    );
  if (!isToFind)
    return (
      <div className={classes.target}>
        {problem}
        <Button
          variant="default"
          size="compact-sm"
          loading={isBusy}
          aria-label={`${t("prepare")}: ${label}`}
          onClick={make}
        >
          {t("prepare")}
        </Button>
      </div>
    );
  return (
    <div className={classes.target}>
      <Button
        variant="default"
        size="compact-sm"
        aria-expanded={isOpen}
        aria-controls={id}
        aria-label={`${t("find")}: ${label}`}
        onClick={() => setOpen(!isOpen)}
      >
        {t("find")}
      </Button>
      <form
        id={id}
        hidden={!isOpen}
        className={classes.find}
        onSubmit={(event) => {
          event.preventDefault();
          make();
        }}
      >
        {registryOf === null ? (
          <p>{t("next.other")}</p>
        ) : (
          <p>{t(`next.${registryOf}`, { domain: defang(`https://${first}`).slice(8) })}</p>
        )}
        {canAsk ? (
          <div>
            <Button
              variant="default"
              size="compact-sm"
              loading={isBusy}
              onClick={() =>
                void run(
                  () => askRegistry({ caseNumbers: cases, of: registryOf, name: first }),
                  (found) => propose(found ?? null),
                )
              }
            >
              {t("ask")}
            </Button>
            <small>{t("asked")}</small>
          </div>
        ) : null}
        {registryOf === "host" && !hasAddress ? <p>{t("noAddress")}</p> : null}
        {registryOf === null ? null : (
          <details>
            <summary>{t("paste")}</summary>
            <textarea
              aria-label={t("pasteLabel")}
              value={pasted}
              maxLength={rdapMostCharacters}
              rows={3}
              spellCheck={false}
              onChange={(event) => {
                setPasted(event.currentTarget.value);
                propose(readRdap(event.currentTarget.value));
              }}
            />
            {pasted.trim() !== "" && contact === null ? <p role="alert">{why(rdapProblem(pasted))}</p> : null}
          </details>
        )}
        {contact === null ? null : (
          <p role="status">
            {contact.abuseMailbox === null ? t("noMailbox") : t("proposed")}
            {contact.nameServers.length === 0 ? null : ` ${t("servers", { list: contact.nameServers.join(", ") })}`}
          </p>
        )}
        <TextInput
          label={t("name")}
          value={name}
          maxLength={120}
          autoComplete="off"
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          type="email"
          label={t("mailbox")}
          value={mailbox}
          maxLength={254}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setMailbox(event.currentTarget.value)}
        />
        {problem}
        <div>
          <Button type="submit" size="compact-sm" loading={isBusy}>
            {t("prepare")}
          </Button>
        </div>
      </form>
    </div>
  );
}
