import "server-only";
import { BlockList, isIP } from "node:net";
import { DomainError } from "@/lib/domain/errors";
import { rdapMostCharacters } from "@/lib/domain/notices/read-rdap";
import { baseForDomain, readBootstrap, type Bootstrap } from "@/lib/domain/notices/rdap-bootstrap";
import { OutgoingHttp } from "./outgoing-http";
import { type OutgoingRules, publicInternet } from "./outgoing-rules";

/** Where it is listed which registry answers for what. */
const listedAt = "https://data.iana.org/rdap/";
const bootstrapMostBytes = 2_000_000;
const dayMilliseconds = 86_400_000;

/** What is asked about: a registered name, or the network address of a server. */
export type RdapQuestion = { readonly domain: string } | { readonly address: string };

/**
 * Asks the registry of a domain or of a network who answers for it (RDAP). Two requests at most, both through the guarded way out: the
 * list of registries, kept for a day, and the registry itself. It follows nothing.
 */
export class RdapClient {
  private readonly lists = new Map<string, { readonly at: number; readonly list: Bootstrap }>();
  private readonly http: OutgoingHttp;
  private readonly listHttp: OutgoingHttp;

  constructor(
    rules: OutgoingRules = publicInternet,
    private readonly root: string = listedAt,
  ) {
    this.http = new OutgoingHttp(rules, rdapMostCharacters);
    this.listHttp = new OutgoingHttp(rules, bootstrapMostBytes);
  }

  /** @returns the answer's text. @throws DomainError `unavailable outgoing_*|rdap_no_server|rdap_not_found|rdap_no_answer`. */
  async ask(question: RdapQuestion): Promise<string> {
    const isDomain = "domain" in question;
    const what = isDomain ? question.domain : question.address;
    const base = isDomain ? baseForDomain(await this.listOf("dns"), what) : await this.baseForAddress(what);
    if (base === null) throw new DomainError("unavailable", "rdap_no_server");
    const address = new URL(`${isDomain ? "domain" : "ip"}/${encodeURIComponent(what)}`, base).href;
    const { status, text } = await this.http.get(address, { accept: "application/rdap+json, application/json" });
    if (status === 404) throw new DomainError("unavailable", "rdap_not_found");
    if (status !== 200) throw new DomainError("unavailable", "rdap_no_answer", { status });
    return text;
  }

  private async baseForAddress(address: string): Promise<string | null> {
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    const list = await this.listOf(family);
    const found = list.find(({ names }) => names.some((network) => isWithin(address, network, family)));
    return found?.base ?? null;
  }

  private async listOf(name: "dns" | "ipv4" | "ipv6"): Promise<Bootstrap> {
    const known = this.lists.get(name);
    if (known !== undefined && Date.now() - known.at < dayMilliseconds) return known.list;
    const { status, text } = await this.listHttp.get(new URL(`${name}.json`, this.root).href, {
      accept: "application/json",
    });
    const list = status === 200 ? readBootstrap(text) : null;
    if (list === null) throw new DomainError("unavailable", "rdap_no_answer", { status });
    this.lists.set(name, { at: Date.now(), list });
    return list;
  }
}

function isWithin(address: string, network: string, family: "ipv4" | "ipv6"): boolean {
  const [start = "", length = ""] = network.split("/");
  if (isIP(start) !== (family === "ipv6" ? 6 : 4) || !/^\d{1,3}$/u.test(length)) return false;
  if (Number(length) > (family === "ipv6" ? 128 : 32)) return false;
  const block = new BlockList();
  block.addSubnet(start, Number(length), family);
  return block.check(address, family);
}
