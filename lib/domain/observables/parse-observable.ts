import { readIban, readBitcoin, readEthereum } from "./bank-accounts";
import { readBio } from "./bio-text";
import { readSignalName, readSnapchat, readTelegram } from "./contacts";
import { readGiftCard } from "./gift-cards";
import { readAffiliateId, readDomain, readLink } from "./links";
import { type Observable, type ObservableSubkind, type Reading, refused } from "./observable";
import { namedServices, type NamedService, readPaypalEmail, readServiceHandle } from "./payments";
import { readPhone } from "./phones";
import { plainValue } from "./plain-value";

const longest = 4000;
const isNamed = (subkind: ObservableSubkind): subkind is NamedService =>
  (namedServices as readonly ObservableSubkind[]).includes(subkind);

const readers: Partial<Record<ObservableSubkind, (text: string) => Reading>> = {
  link: readLink,
  domain: readDomain,
  affiliate_id: readAffiliateId,
  paypal_email: readPaypalEmail,
  gift_card: readGiftCard,
  iban: readIban,
  bitcoin: readBitcoin,
  ethereum: readEthereum,
  snapchat: readSnapchat,
  telegram: readTelegram,
  signal_username: readSignalName,
  bio_text: readBio,
  payment_phone: (text) => readPhone("payment_phone", text),
  telegram_phone: (text) => readPhone("telegram_phone", text),
  whatsapp_phone: (text) => readPhone("whatsapp_phone", text),
  signal_phone: (text) => readPhone("signal_phone", text),
  phone: (text) => readPhone("phone", text),
};

/** Whether the text looks like a link rather than like a name. */
const isLinkLike = (text: string): boolean =>
  /^\s*(?:https?:|hxxps?:|[a-z]+:\/\/|tg:|(?:[\w-]+\.)+[a-z]{2,}\/|\w+\.t\.me\s*$)/i.test(text);

/**
 * A text as a value of the kind that it is said to be: the link of a service, or the name alone. What turns out to be of another kind
 * (a payment's address given as a link) is read as what it is. Never throws.
 */
export function parseObservable(subkind: ObservableSubkind, given: string): Reading {
  if (given.length > longest) return refused(subkind, "too_long");
  if (given.trim() === "") return refused(subkind, "empty");
  const isPlain = subkind === "link" || subkind === "domain" || subkind === "affiliate_id" || subkind === "bio_text";
  const text = isPlain ? given : plainValue(given);
  if (!isPlain && isLinkLike(text)) {
    const reading = readLink(text);
    if (reading.ok && reading.observable.subkind === subkind) return reading;
    if (reading.ok && reading.observable.kind !== "link") return reading;
    if (!reading.ok && reading.subkind === subkind) return reading;
    return refused(subkind, "not_of_this_service");
  }
  const read = readers[subkind];
  if (read !== undefined) return read(text);
  if (isNamed(subkind)) return readServiceHandle(subkind, text);
  // Invitations and opaque links are known by their links alone.
  return readOpaque(subkind, text);
}

function readOpaque(subkind: ObservableSubkind, text: string): Reading {
  const starts: Partial<Record<ObservableSubkind, (rest: string) => string>> = {
    telegram_invite: (rest) => `https://t.me/+${rest}`,
    whatsapp_link: (rest) =>
      rest.startsWith("chat/")
        ? `https://chat.whatsapp.com/${rest.slice(5)}`
        : rest.startsWith("channel/")
          ? `https://whatsapp.com/${rest}`
          : `https://wa.me/${rest}`,
    signal_link: (rest) =>
      rest.startsWith("group/") ? `https://signal.group/#${rest.slice(6)}` : `https://signal.me/#${rest}`,
  };
  const reading = readLink(starts[subkind]?.(text.trim()) ?? "");
  return reading.ok && reading.observable.subkind === subkind ? reading : refused(subkind, "handle_shape");
}

/** What the reader of a canonical value makes of it is that value again; what came from elsewhere is held against this. */
export function isCanonical({ subkind, canonical }: Observable): boolean {
  const reading = parseObservable(subkind, canonical);
  return reading.ok && reading.observable.subkind === subkind && reading.observable.canonical === canonical;
}
