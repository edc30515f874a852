import { useTranslations } from "next-intl";
import Link from "next/link";
import type { NoticeView } from "@/lib/queries/get-notice";
import { routes } from "@/lib/routes";
import { CopyButton } from "@/lib/ui/copy-button";
import { PageTitle } from "@/lib/ui/page-title";
import { useChannelName } from "@/lib/ui/use-channel-name";
import { RecipientIcon, useRecipientName } from "@/lib/ui/recipient";
import { DraftForm } from "./draft-form";
import classes from "./notice-screen.module.css";
import { Preview } from "./preview";
import { Reader } from "./reader";
import { SideColumn } from "./side-column";

/** The form, what leaves, and what is still missing: left, middle, right. */
export function NoticeScreen({ view }: { view: NoticeView }) {
  const t = useTranslations("notices");
  const texts = useTranslations("notice-text");
  const words = useTranslations("vocabulary");
  const recipients = useTranslations("recipients");
  const channelName = useChannelName();
  const { desk, input } = view;
  const kind = input.channel.recipientKind;
  const nameOf = useRecipientName();
  const isTaken = view.channels.some(({ takes }) => takes.illegal_content_notice);
  const why = !isTaken
    ? t("kind.notTaken")
    : view.isArticle16Open
      ? t("kind.open")
      : view.isSolo
        ? t("kind.needsTwo")
        : t("kind.needsMandate");
  const formats = Object.fromEntries(view.forms.map((form) => [form.format, texts(`format.${form.format}`)]));
  return (
    <div className={classes.columns}>
      <div className={classes.form}>
        <PageTitle
          backHref={routes.notices()}
          aside={view.state === "draft" ? t("form.saved") : t(`state.${view.state}`)}
        >
          {t("noticeTitle", { number: String(view.number) })}
        </PageTitle>
        <div className={classes.desk}>
          <RecipientIcon kind={kind} platform={input.platform} />
          <span>
            <strong>{nameOf({ recipientKind: kind, recipient: desk.recipient, platform: input.platform })}</strong>
            <small>
              {channelName(desk.id, desk.name)} · {input.language.toUpperCase()}
            </small>
          </span>
          <em>{desk.verifiedOn === null ? texts("channelState.never") : null}</em>
        </div>
        <Reader view={view} />
        <p className={classes.cases}>
          <span>{t("choose.cases")}</span>
          {input.cases.map((one) => (
            <Link key={one.number} href={routes.case(one.number)}>
              {one.number}
            </Link>
          ))}
        </p>
        {view.may.edit ? (
          <DraftForm
            key={`${view.number}.${view.kind}`}
            notice={{
              number: view.number,
              version: view.version,
              kind: view.kind,
              language: input.language,
              channelId: desk.id,
              ruleCited: input.ruleCited,
              explanation: input.explanation,
              legalGrounds: [...input.legalGrounds],
              withheldNames: view.withheldNames,
            }}
            words={{
              terms: recipients(`terms.${kind}`),
              rule: kind === "platform" ? t("form.rule") : recipients("rule"),
            }}
            channels={view.channels.map((channel) => ({
              id: channel.id,
              name: channelName(channel.id, channel.name),
              takes: channel.takes,
            }))}
            rules={view.rules}
            grounds={view.grounds.map((ground) => ({
              code: ground.code,
              label: texts(`ground.${ground.code}`),
              note: ground.wantsLawyer
                ? texts("groundNote.wantsLawyer")
                : ground.isForRightHolder
                  ? texts("groundNote.isForRightHolder")
                  : null,
            }))}
            isArticle16Open={isTaken && view.isArticle16Open}
            why={why}
          />
        ) : null}
        {view.fields.length === 0 ? null : <h2 className={classes.heading}>{t("form.fields")}</h2>}
        {view.fields.map((field) => (
          <section key={field.key} className={classes.field} aria-label={field.label}>
            <div>
              <h3 lang={desk.id === "mym-contact" ? "fr" : "en"}>{field.label}</h3>
              <span className={field.overBy > 0 ? classes.over : classes.count}>
                {field.length}
                {field.maxLength === null ? null : ` / ${field.maxLength}`}
                {field.overBy > 0 ? ` · ${t("form.over", { count: field.overBy })}` : null}
              </span>
              {field.text === "" || view.isSealed ? null : (
                <CopyButton value={field.text} what={field.label} variant="button" />
              )}
            </div>
            <p className={classes.value} tabIndex={0}>
              {field.text === "" ? <em>{t("form.empty")}</em> : field.text}
            </p>
          </section>
        ))}
        {desk.asksIdentity ? (
          <p className={classes.identity}>
            {texts("identity.asked", { platform: words(`platform.${input.platform}`) })}
          </p>
        ) : null}
      </div>
      <div className={classes.preview}>
        <Preview
          number={view.number}
          forms={view.forms}
          names={formats}
          isDraft={view.state === "draft"}
          lacks={view.lacks}
          hiddenCases={view.hiddenCases}
          isImported={view.state === "imported"}
        />
      </div>
      <aside className={classes.side}>
        <SideColumn view={view} />
      </aside>
    </div>
  );
}
