import "server-only";
import { lookup as systemLookup, type LookupAddress } from "node:dns";
import { DomainError, type ErrorDetails } from "@/lib/domain/errors";
import { asUrl } from "@/lib/domain/addresses/as-url";
import { isPublicAddress } from "./public-address";

/** Where requests may go. Given by constructor in tests; no setting and no variable changes it. */
export interface OutgoingRules {
  isAllowedAddress(address: string): boolean;
  isAllowedPort(port: number): boolean;
  lookup(host: string): Promise<readonly LookupAddress[]>;
  /** Who else is believed beside the authorities that Node knows, in PEM. */
  readonly authorities?: readonly string[];
}

/** What the product keeps to: the public internet, where web servers are. */
export const publicInternet: OutgoingRules = {
  isAllowedAddress: isPublicAddress,
  isAllowedPort: (port) => port === 80 || port === 443,
  lookup: (host) =>
    new Promise((resolve, reject) => {
      systemLookup(host, { all: true, verbatim: true }, (error, addresses) =>
        error ? reject(error) : resolve(addresses),
      );
    }),
};

export const refused = (reason: string, details: ErrorDetails = {}, cause?: unknown): DomainError =>
  new DomainError("unavailable", reason, details, { cause });

/** Where one request goes: an address that was checked, to which the connection is made, whatever the name says later. */
export interface Target {
  readonly url: URL;
  readonly isSecure: boolean;
  readonly port: number;
  /** Without brackets and without the dot of a name that is written to its root. */
  readonly host: string;
  readonly address: LookupAddress;
}

/**
 * The one guard of every way out. The address is looked at after the name was resolved; what it returns is what is connected to.
 * @throws DomainError `unavailable outgoing_failed|outgoing_scheme|outgoing_credentials|outgoing_port|outgoing_name|outgoing_address`;
 * the first where the text is no address at all.
 */
export async function checkedTarget(rules: OutgoingRules, address: string): Promise<Target> {
  const url = asUrl(address);
  if (url === null) throw refused("outgoing_failed");
  const isSecure = url.protocol === "https:";
  if (!isSecure && url.protocol !== "http:") throw refused("outgoing_scheme");
  if (url.username !== "" || url.password !== "") throw refused("outgoing_credentials");
  const port = url.port === "" ? (isSecure ? 443 : 80) : Number(url.port);
  if (!rules.isAllowedPort(port)) throw refused("outgoing_port", { port });
  const host = url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  const found = await rules.lookup(host).catch((error: unknown) => {
    throw refused("outgoing_name", { host }, error);
  });
  // One forbidden address among several is enough: whoever answers so is up to something.
  const forbidden = found.find((one) => !rules.isAllowedAddress(one.address));
  const [first] = found;
  if (forbidden || !first) throw refused("outgoing_address", { host });
  return { url, isSecure, port, host, address: first };
}
