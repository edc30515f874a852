import "server-only";
import { z } from "zod";
import { DomainError } from "@/lib/domain/errors";
import type { MastodonReport } from "@/lib/domain/notices/build-mastodon";
import { asUrl } from "@/lib/domain/addresses/as-url";
import { OutgoingHttp } from "./outgoing-http";
import { answerOf, type ReportSender } from "./report-api";

export interface MastodonAccount {
  /** The server where the desk's own account lives: "https://social.example". */
  readonly server: string;
  readonly token: string;
}

const account = z.object({ id: z.string().min(1).max(64), acct: z.string(), url: z.string() });
const found = z.object({ accounts: z.array(account) });
const rules = z.array(z.object({ id: z.string().min(1), text: z.string() })).max(1000);
const taken = z.object({ id: z.string().min(1).max(64) });
/** Which server software says what its token may do is newer than 4.3; others are found out by the first report. */
const app = z.object({ name: z.string(), scopes: z.array(z.string()).optional() });
const wanted = [
  ["read:search", "read"],
  ["write:reports", "write"],
] as const;

export interface ServerRule {
  readonly id: string;
  readonly text: string;
}

function sameAddress(one: string, other: string): boolean {
  const first = asUrl(one);
  return first !== null && first.href === asUrl(other)?.href;
}

/** Sends reports from the desk's own account on a Mastodon server, to that server and, where asked, on to the account's own. */
export class MastodonReports implements ReportSender<MastodonReport> {
  constructor(
    private readonly account: MastodonAccount,
    private readonly http: OutgoingHttp = new OutgoingHttp(),
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** The server's rules: a report of a violation names which. */
  async rules(): Promise<ServerRule[]> {
    return answerOf(await this.http.get(this.at("/api/v1/instance/rules"), this.headers()), rules, this.now());
  }

  /** Whether the token is taken and may do what a report needs. @throws DomainError `unavailable report_api_*|outgoing_*`. */
  async verify(): Promise<void> {
    const answer = await this.http.get(this.at("/api/v1/apps/verify_credentials"), this.headers());
    const { scopes } = answerOf(answer, app, this.now());
    if (scopes && !wanted.every((either) => either.some((scope) => scopes.includes(scope))))
      throw new DomainError("unavailable", "report_api_forbidden", { status: answer.status });
  }

  /**
   * The account is looked up by its address first: the server's answer must be that very account, a near one is none.
   * @throws DomainError `unavailable report_api_*|outgoing_*`.
   */
  async prepare(report: MastodonReport, ruleIds: readonly string[] = []): Promise<() => Promise<string>> {
    const accountId = await this.lookUp(report.account);
    // Without a rule to name it is no violation that the server could check.
    const category = report.category === "violation" && ruleIds.length === 0 ? "other" : report.category;
    const form = new URLSearchParams({ account_id: accountId, comment: report.comment, category });
    form.set("forward", String(report.forward));
    if (category === "violation") for (const id of ruleIds) form.append("rule_ids[]", id);
    return async () => {
      const sent = await this.http.post(
        this.at("/api/v1/reports"),
        form.toString(),
        "application/x-www-form-urlencoded",
        this.headers(),
      );
      return answerOf(sent, taken, this.now()).id;
    };
  }

  private async lookUp(profileUrl: string): Promise<string> {
    const query = new URLSearchParams({ q: profileUrl, type: "accounts", resolve: "true", limit: "5" });
    const answer = await this.http.get(this.at(`/api/v2/search?${query.toString()}`), this.headers());
    const { accounts } = answerOf(answer, found, this.now());
    const exact = accounts.find((one) => sameAddress(one.url, profileUrl));
    if (!exact) throw new DomainError("unavailable", "report_api_unknown_account", { status: 404 });
    return exact.id;
  }

  private readonly at = (path: string): string => new URL(path, this.account.server).href;

  private readonly headers = (): Record<string, string> => ({
    authorization: `Bearer ${this.account.token}`,
    accept: "application/json",
  });
}
