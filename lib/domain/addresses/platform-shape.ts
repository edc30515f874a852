import type { PlatformId } from "@/lib/domain/case/vocabulary";
import type { ContentReason, UnknownReason } from "./address";

/**
 * One set of names on a platform. Names of different spaces never collide ("@lou", "c/lou" and "user/lou" may be three
 * channels), so the space's prefix is part of the identity key.
 */
export interface Space {
  /** Address of the profile; `{}` stands for the name. */
  readonly url: string;
  /** What a name of this space looks like, whole. */
  readonly pattern: RegExp;
  readonly foldsCase: boolean;
  /** Default "": the platform's ordinary handles. */
  readonly keyPrefix?: string;
  /** Characters that the platform ignores when it compares names. */
  readonly ignores?: string;
  /** The name is the platform's own id. */
  readonly isStable?: boolean;
  /** First group: the id that such a name carries. */
  readonly idInName?: RegExp;
  /** With `idInName`: two names with one id are one account, known under this space's key. */
  readonly keyedBy?: string;
  /** How the handle is shown when the bare name could be mistaken for another account's; `{}` stands for the name. */
  readonly label?: string;
}

/** Templates, see path-template.ts. */
export type Templates = readonly string[];

export interface PlatformData {
  readonly id: PlatformId;
  readonly name: string;
  /** Name of the icon in the icon set. */
  readonly icon: string;
  /** Sells or shows sexual content by design. */
  readonly isAdult: boolean;
  /** Hosts of the platform itself, without "www.". */
  readonly hosts: readonly string[];
  /** For platforms with a host per country; anchored, matched against the host without service labels. */
  readonly hostPattern?: RegExp;
  /** "usual": www, m, mobile, country and language labels; "any": all but `services`. */
  readonly subdomains: "usual" | "any";
  readonly extraSubdomains?: readonly string[];
  /** First labels that are other services of the same owner (help, ads, developers). */
  readonly services?: readonly string[];
  /** Hosts whose first label is a name: the path is then matched as "/~name/…" ("whole": the whole host is the name). */
  readonly nameHosts?: Readonly<Record<string, "label" | "whole">>;
  /** Hosts that serve pictures and films only, with all their subdomains. */
  readonly mediaHosts?: readonly string[];
  /** Hosts whose links say nothing until they are opened. */
  readonly shareHosts?: readonly string[];
  /** Hosts on which the fragment is the path. */
  readonly hashHosts?: readonly string[];
  readonly spaces: Readonly<Record<string, Space>>;
  /** Tried in order for a name given without a link; none: the platform has no address made of a bare name. */
  readonly bareSpaces: readonly string[];
  readonly unresolved?: Partial<Record<UnknownReason, Templates>>;
  readonly contents: Partial<Record<ContentReason, Templates>>;
  readonly profiles: Templates;
  /** First words of a path that are never names, by what they lead to. */
  readonly reserved: Partial<Record<ContentReason, string>>;
  /** Tried last. */
  readonly otherwise?: Partial<Record<ContentReason, Templates>>;
  /** Addresses that open the platform's app. */
  readonly app?: {
    readonly schemes: readonly string[];
    readonly contents?: Partial<Record<ContentReason, Templates>>;
    readonly profiles: Templates;
  };
  /** How people call it in running text, lower case without accents. */
  readonly words: readonly string[];
  /** Words that are also ordinary words: they count only beside ":" or a handle with "@", or after "on". */
  readonly shyWords?: readonly string[];
}

/** The usual words of a platform's own pages; each platform adds its own. */
export const commonPages =
  "about account accounts ads advertise advertising api app apps blog business careers contact cookies create creators " +
  "developer developers directory docs download faq feedback guidelines help home inbox index.html index.php info jobs " +
  "legal logo marketing me messages mobile mentions news newsroom notifications oembed policies policy press pricing " +
  "privacy privacy-policy publisher robots.txt rss rules safety settings shop sitemap sitemap.xml static status store " +
  "support terms tos upload welcome";
export const commonLogins =
  "auth connect forgot forgot-password log-in login logout oauth oauth2 password register reset-password sign-in " +
  "sign-up signin signout signup sso verify";
