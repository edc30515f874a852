import { IconBuildingCommunity } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import type { ListedChannel } from "@/lib/queries/list-channels";
import type { SecondPerson } from "@/lib/queries/list-proposals";
import { PlatformIcon } from "@/lib/ui/platform-icon";
import { RelativeTime } from "@/lib/ui/relative-time";
import { useChannelName } from "@/lib/ui/use-channel-name";
import { ChannelButtons } from "./channel-buttons";
import tables from "@/lib/ui/table.module.css";
import classes from "./platforms.module.css";

interface ChannelTableProps {
  channels: readonly ListedChannel[];
  secondPerson: SecondPerson;
}

export function ChannelTable({ channels, secondPerson }: ChannelTableProps) {
  const t = useTranslations("platforms");
  return (
    <table className={`${tables.table} ${tables.frame} ${tables.cards}`}>
      <caption className="visually-hidden">{t("title")}</caption>
      <thead>
        <tr>
          {(["platform", "address", "who", "verified"] as const).map((column) => (
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
        {channels.map((channel) => (
          <ChannelRow key={channel.id} channel={channel} secondPerson={secondPerson} />
        ))}
      </tbody>
    </table>
  );
}

function ChannelRow({ channel, secondPerson }: { channel: ListedChannel; secondPerson: SecondPerson }) {
  const t = useTranslations("platforms");
  const platform = useTranslations("vocabulary.platform");
  const filer = useTranslations("notice-text.filer");
  const kinds = useTranslations("recipients.kind");
  const wantWords = useTranslations("recipients");
  const name = useChannelName()(channel.id, channel.name);
  const owner =
    channel.platform === null ? channel.recipient || kinds(channel.recipientKind) : platform(channel.platform);
  const { url, mailbox, verifiedOn, verifiedBy, isStale, isEnabled } = channel;
  const address = [url, mailbox].filter((part) => part !== null).join(" · ");
  return (
    <tr data-off={isEnabled ? undefined : true}>
      <th scope="row" className={classes.desk}>
        {channel.platform === null ? (
          <IconBuildingCommunity size={16} stroke={1.5} aria-hidden />
        ) : (
          <PlatformIcon platform={channel.platform} isDecorative />
        )}
        <span>
          <strong>{owner}</strong>
          <span className={classes.name}>{name}</span>
          <span className={classes.quiet}>
            {channel.platform === null ? `${kinds(channel.recipientKind)} · ` : null}
            {t(`kind.${channel.kind}`)}
            {isEnabled ? null : ` · ${t("off")}`}
          </span>
        </span>
      </th>
      <td className={classes.wide} data-label={t("column.address")}>
        {address === "" ? (
          <span className={classes.quiet}>{t("noAddress")}</span>
        ) : (
          <span className={classes.address}>{address}</span>
        )}
      </td>
      <td data-label={t("column.who")}>
        {filer(channel.whoMayFile)}
        {channel.wants.length === 0 ? null : (
          <span className={classes.by}>
            {wantWords("asks", { list: channel.wants.map((want) => wantWords(`want.${want}`)).join(", ") })}
          </span>
        )}
      </td>
      <td data-label={t("column.verified")}>
        {verifiedOn === null ? (
          <span className={classes.quiet}>{t("never")}</span>
        ) : (
          <>
            <RelativeTime instant={verifiedOn} variant="date" />
            {verifiedBy === null ? null : <span className={classes.by}>{t("by", { pseudonym: verifiedBy })}</span>}
            {isStale ? <span className={classes.by}>{t("stale")}</span> : null}
          </>
        )}
      </td>
      <td className={classes.actions}>
        <ChannelButtons channel={{ ...channel, name }} label={`${owner}, ${name}`} secondPerson={secondPerson} />
      </td>
    </tr>
  );
}
