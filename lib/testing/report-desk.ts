import { OutgoingHttp } from "@/lib/adapters/outgoing-http";
import type { OutgoingRules } from "@/lib/adapters/outgoing-rules";
import { makeAuthority } from "./certificates";

const authority = makeAuthority("Reports");

/** What the servers of reports show, and whom the way out then believes; every name leads to this machine. */
export const reportAuthority = { cert: authority.cert, issue: (hosts: readonly string[]) => authority.issue(hosts) };
export const toReportServers: OutgoingRules = {
  isAllowedAddress: (address) => address === "127.0.0.1",
  isAllowedPort: (port) => port > 1023,
  lookup: () => Promise.resolve([{ address: "127.0.0.1", family: 4 }]),
  authorities: [authority.cert],
};
export const hereOnly = () => new OutgoingHttp(toReportServers);
