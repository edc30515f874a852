import "server-only";
import { z } from "zod";
import type { AtprotoReport } from "@/lib/domain/notices/build-atproto";
import { OutgoingHttp } from "./outgoing-http";
import { answerOf, type ReportSender } from "./report-api";

export interface AtprotoAccount {
  /** Where the desk's own account lives: "https://bsky.social". */
  readonly service: string;
  readonly identifier: string;
  readonly appPassword: string;
  /** Who examines: "did:plc:…#atproto_labeler". */
  readonly moderation: string;
}

const session = z.object({ accessJwt: z.string().min(1).max(5000), did: z.string() });
const taken = z.object({ id: z.number().int(), reportedBy: z.string() });

/** Sends reports from the desk's own account, which passes them on to the moderation service named. */
export class AtprotoReports implements ReportSender<AtprotoReport> {
  private session: Promise<string> | null = null;

  constructor(
    private readonly account: AtprotoAccount,
    private readonly http: OutgoingHttp = new OutgoingHttp(),
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** Signs in and does nothing. @throws DomainError `unavailable report_api_*|outgoing_*`. */
  async verify(): Promise<void> {
    await this.signIn();
  }

  /** One sign-in serves all reports of this object, whether it was let in or not: services count them. It is kept nowhere else. */
  async prepare(report: AtprotoReport): Promise<() => Promise<string>> {
    const accessJwt = await (this.session ??= this.signIn());
    const headers = { authorization: `Bearer ${accessJwt}`, "atproto-proxy": this.account.moderation };
    return async () => {
      const sent = await this.call("com.atproto.moderation.createReport", JSON.stringify(report), headers);
      return String(answerOf(sent, taken, this.now()).id);
    };
  }

  private async signIn(): Promise<string> {
    const { identifier, appPassword } = this.account;
    const credentials = JSON.stringify({ identifier, password: appPassword });
    const answer = await this.call("com.atproto.server.createSession", credentials, {});
    return answerOf(answer, session, this.now()).accessJwt;
  }

  private call(method: string, body: string, headers: Record<string, string>) {
    const address = new URL(`/xrpc/${method}`, this.account.service).href;
    return this.http.post(address, body, "application/json", { accept: "application/json", ...headers });
  }
}
