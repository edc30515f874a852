import { z } from "zod";
import { asUrl } from "../addresses/as-url";
import { cardTexts, listOf, recordOf, textOf } from "./rdap-card";

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
const mostName = 120;

const mailboxSchema = z.email().max(254);

interface Found {
  abuse: string[];
  registrar: string[];
  holder: string[];
}

/** Words that registries put where data was taken out (RFC 9537 takes it out without any). */
const isWithheld = (name: string): boolean => /redacted|not disclosed|data protected|withheld|non public/iu.test(name);

function walk(entities: unknown, depth: number, found: Found): void {
  if (depth > mostDeep) return;
  for (const one of listOf(entities).slice(0, 100)) {
    const entity = recordOf(one);
    if (entity === null) continue;
    const held = listOf(entity["roles"]).map((role) => textOf(role).toLowerCase());
    const names = [...cardTexts(entity, "fn"), ...cardTexts(entity, "org")].filter((name) => !isWithheld(name));
    if (held.some((role) => role.startsWith("abuse")))
      found.abuse.push(...[...cardTexts(entity, "email"), ...cardTexts(entity, "contact-uri")].map(withoutScheme));
    if (held.includes("registrar")) found.registrar.push(...names, textOf(entity["handle"]));
    // A network may be held by a person, and registries list their maintainers' keys as holders too.
    const isOrganisation = !cardTexts(entity, "kind").includes("individual");
    if (held.includes("registrant") && isOrganisation) found.holder.push(...names);
    walk(entity["entities"], depth + 1, found);
  }
}

const withoutScheme = (address: string): string => address.replace(/^mailto:/iu, "").replace(/\?.*$/u, "");

/** Reads what was copied around the answer away: the head of a web answer, the fence of a note, a list of one. */
function parsedFrom(text: string): unknown {
  const whole = text.replace(/^\uFEFF/u, "").trim();
  for (const piece of [whole, whole.slice(Math.max(0, whole.indexOf("{")), whole.lastIndexOf("}") + 1)])
    try {
      return JSON.parse(piece) as unknown;
    } catch {
      continue;
    }
  return undefined;
}

const hostName = (text: string): string | null => {
  const plain = text.trim().replace(/\.$/u, "").toLowerCase();
  if (plain === "" || plain.length > 253 || /[\s/@:?#]/u.test(plain)) return null;
  return asUrl(`http://${plain}`)?.hostname ?? null;
};

const nameOf = (object: Record<string, unknown>): string | null =>
  hostName(textOf(object["ldhName"])) ?? hostName(textOf(object["unicodeName"]));

const firstOf = (names: readonly string[]): string | null =>
  names.find((name) => name !== "")?.slice(0, mostName) ?? null;

const isAnswer = (object: Record<string, unknown>): boolean =>
  object["errorCode"] === undefined &&
  (textOf(object["objectClassName"]) !== "" || (object["rdapConformance"] !== undefined && nameOf(object) !== null));

/** The object itself, or the one that a search or a list found. */
function answerIn(parsed: unknown): Record<string, unknown> | null {
  const object = recordOf(parsed);
  const candidates = Array.isArray(parsed) ? parsed : [object, ...listOf(object?.["domainSearchResults"])];
  return candidates.map(recordOf).find((one) => one !== null && isAnswer(one)) ?? null;
}

/** Reads a pasted or fetched answer; null where the text is none. Never throws, whatever the text. */
export function readRdap(text: string): RdapContact | null {
  if (text.length > rdapMostCharacters) return null;
  const answer = answerIn(parsedFrom(text));
  if (answer === null) return null;
  const kind = textOf(answer["objectClassName"]).toLowerCase();
  const found: Found = { abuse: [], registrar: [], holder: [] };
  walk(kind === "entity" ? [answer] : answer["entities"], 0, found);
  return {
    network: kind === "ip network" ? firstOf([...found.holder, textOf(answer["name"])]) : null,
    domain: nameOf(answer),
    registrar: firstOf(found.registrar),
    abuseMailbox: found.abuse.find((mailbox) => mailboxSchema.safeParse(mailbox).success) ?? null,
    nameServers: listOf(answer["nameservers"])
      .flatMap((one) => nameOf(recordOf(one) ?? { ldhName: one }) ?? [])
      .slice(0, 12),
  };
}

export type RdapProblem = "whois" | "page" | "cut" | "not_known" | "wrong";

/** Why a pasted text is no answer, as far as it can be told. */
export function rdapProblem(text: string): RdapProblem {
  const parsed = text.length > rdapMostCharacters ? undefined : parsedFrom(text);
  if (recordOf(parsed)?.["errorCode"] !== undefined) return "not_known";
  const start = text.replace(/^\uFEFF/u, "").trimStart();
  if (parsed !== undefined && typeof parsed === "object") return "wrong";
  if (/^[{[]/u.test(start)) return "cut";
  if (/^<(?:!doctype|html|\?xml|head|body)/iu.test(start)) return "page";
  const pairs = start.match(/^[ \t]*(?:[%#].*|[a-z][a-z0-9 /-]{1,40}:.*)$/gimu) ?? [];
  const isWhois =
    /^[ \t]*(?:domain(?: name)?|registrar|inet6?num|netrange|nserver|name server|refer|person|whois server)\s*:/imu;
  return pairs.length >= 2 && isWhois.test(start) ? "whois" : "wrong";
}
