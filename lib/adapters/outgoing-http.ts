import "server-only";
import { lookup as systemLookup, type LookupAddress } from "node:dns";
import { request as plainRequest } from "node:http";
import { request as secureRequest, type RequestOptions } from "node:https";
import type { LookupFunction } from "node:net";
import { DomainError } from "@/lib/domain/errors";
import { isPublicAddress } from "./public-address";

export interface OutgoingRules {
  isAllowedAddress(address: string): boolean;
  isAllowedPort(port: number): boolean;
  lookup(host: string): Promise<readonly LookupAddress[]>;
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

export interface OutgoingAnswer {
  status: number;
  text: string;
}

const patienceMilliseconds = 5000;
const answerBytesAtMost = 65_536;

const refused = (reason: string, details: Record<string, string | number> = {}, cause?: unknown): DomainError =>
  new DomainError("unavailable", reason, details, { cause });

/**
 * The one way out. The address is checked after the name was resolved, and the connection goes to the very address that was checked;
 * nothing is followed, kept or sent along but what the caller gives.
 */
export class OutgoingHttp {
  constructor(private readonly rules: OutgoingRules = publicInternet) {}

  /** @throws DomainError `unavailable outgoing_*`. */
  async post(
    address: string,
    body: string,
    contentType: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<OutgoingAnswer> {
    const url = new URL(address);
    const isSecure = url.protocol === "https:";
    if (!isSecure && url.protocol !== "http:") throw refused("outgoing_scheme");
    if (url.username !== "" || url.password !== "") throw refused("outgoing_credentials");
    const port = url.port === "" ? (isSecure ? 443 : 80) : Number(url.port);
    if (!this.rules.isAllowedPort(port)) throw refused("outgoing_port", { port });
    const host = url.hostname.replace(/^\[|\]$/g, "");
    const target = await this.resolve(host);
    const options: RequestOptions = {
      method: "POST",
      agent: false,
      lookup: pinned(target),
      headers: {
        ...headers,
        "content-type": contentType,
        "content-length": Buffer.byteLength(body),
        "user-agent": "demasque",
        accept: "text/plain",
      },
    };
    return send((isSecure ? secureRequest : plainRequest)(url, options), body);
  }

  private async resolve(host: string): Promise<LookupAddress> {
    const found = await this.rules.lookup(host).catch((error: unknown) => {
      throw refused("outgoing_name", { host }, error);
    });
    // One forbidden address among several is enough: whoever answers so is up to something.
    const forbidden = found.find(({ address }) => !this.rules.isAllowedAddress(address));
    const [first] = found;
    if (forbidden || !first) throw refused("outgoing_address", { host });
    return first;
  }
}

const pinned =
  ({ address, family }: LookupAddress): LookupFunction =>
  (_host, options, callback) => {
    if (options.all === true) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };

function send(request: ReturnType<typeof plainRequest>, body: string): Promise<OutgoingAnswer> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string, cause?: unknown) => {
      reject(refused(reason, {}, cause));
      request.destroy();
    };
    const timer = setTimeout(() => {
      fail("outgoing_slow");
    }, patienceMilliseconds);
    request.on("error", (error) => {
      fail("outgoing_failed", error);
    });
    request.on("close", () => {
      clearTimeout(timer);
    });
    request.on("response", (response) => {
      const parts: Buffer[] = [];
      let length = 0;
      response.on("data", (part: Buffer) => {
        length += part.length;
        if (length > answerBytesAtMost) fail("outgoing_large");
        else parts.push(part);
      });
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString("utf8") });
      });
      response.on("error", (error) => {
        fail("outgoing_failed", error);
      });
    });
    request.end(body);
  });
}
