import { z } from "zod";

/** What an RDAP answer (RFC 9083) says about who answers for a domain, or for the network that a server stands in. */
export interface RdapContact {
  readonly domain: string | null;
  /** Who holds a network. Of a domain nobody is named: its holder may be a person. */
  readonly network: string | null;
  readonly registrar: string | null;
  /** The mailbox of the entity in the role "abuse", wherever it is nested; null where none is named. */
  readonly abuseMailbox: string | null;
  readonly nameServers: readonly string[];
}

export const rdapMostCharacters = 200_000;
/** Entities nest; no registry goes deeper. */
const mostDeep = 6;

const cardLine = z.tuple([z.string(), z.unknown(), z.string()], z.unknown());
const entitySchema = z.object({
  roles: z.array(z.string()).optional(),
  vcardArray: z.tuple([z.literal("vcard"), z.array(z.unknown())], z.unknown()).optional(),
  entities: z.array(z.unknown()).optional(),
});
const answerSchema = z.object({
  objectClassName: z.string(),
  ldhName: z.string().max(253).optional(),
  name: z.string().max(253).optional(),
  entities: z.array(z.unknown()).optional(),
  nameservers: z.array(z.object({ ldhName: z.string().max(253).optional() })).optional(),
});
const mailboxSchema = z.email().max(254);

/** Text properties of a contact card (RFC 7095), by name. */
function cardTexts(card: readonly unknown[], name: string): string[] {
  return card.flatMap((line) => {
    const read = cardLine.safeParse(line);
    if (!read.success || read.data[0].toLowerCase() !== name) return [];
    const value = (read.data as unknown[])[3];
    return typeof value === "string" ? [value.trim()] : [];
  });
}

interface Found {
  abuse: string[];
  registrar: string[];
  holder: string[];
}

function walk(entities: readonly unknown[], depth: number, found: Found): void {
  if (depth > mostDeep) return;
  for (const one of entities.slice(0, 100)) {
    const read = entitySchema.safeParse(one);
    if (!read.success) continue;
    const { roles = [], vcardArray, entities: nested = [] } = read.data;
    const held = roles.map((role) => role.toLowerCase());
    const card = vcardArray?.[1] ?? [];
    if (held.includes("abuse"))
      found.abuse.push(...cardTexts(card, "email").map((text) => text.replace(/^mailto:/iu, "")));
    if (held.includes("registrar")) found.registrar.push(...cardTexts(card, "fn"));
    if (held.includes("registrant")) found.holder.push(...cardTexts(card, "fn"));
    walk(nested, depth + 1, found);
  }
}

/** Reads a pasted or fetched answer; null where the text is none. Never throws, whatever the text. */
export function readRdap(text: string): RdapContact | null {
  if (text.length > rdapMostCharacters) return null;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  const read = answerSchema.safeParse(parsed);
  if (!read.success) return null;
  const found: Found = { abuse: [], registrar: [], holder: [] };
  walk(read.data.entities ?? [], 0, found);
  return {
    network:
      read.data.objectClassName === "ip network"
        ? ([...found.holder, read.data.name ?? ""].find((name) => name !== "")?.slice(0, 120) ?? null)
        : null,
    domain: read.data.ldhName?.toLowerCase() ?? null,
    registrar: found.registrar.find((name) => name !== "")?.slice(0, 120) ?? null,
    abuseMailbox: found.abuse.find((mailbox) => mailboxSchema.safeParse(mailbox).success) ?? null,
    nameServers: (read.data.nameservers ?? []).flatMap(({ ldhName }) => ldhName?.toLowerCase() ?? []).slice(0, 12),
  };
}
