import "server-only";
import { z } from "zod";
import type { AtprotoReport } from "@/lib/domain/notices/build-atproto";
import { OutgoingHttp } from "./outgoing-http";
import { answerOf } from "./report-api";

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
export class AtprotoReports {
  constructor(
    private readonly account: AtprotoAccount,
    private readonly http: OutgoingHttp = new OutgoingHttp(),
    private readonly now: () => Date = () => new Date(),
  ) {}

  /**
   * Signs in, and gives the function that sends one report and answers with its number over there. A session lives as long as this
   * gesture and is kept nowhere.
   * @throws DomainError `unavailable report_api_*|outgoing_*`.
   */
  async open(): Promise<(report: AtprotoReport) => Promise<string>> {
    const { identifier, appPassword, moderation } = this.account;
    const credentials = JSON.stringify({ identifier, password: appPassword });
    const answer = await this.call("com.atproto.server.createSession", credentials, {});
    const { accessJwt } = answerOf(answer, session, this.now());
    const headers = { authorization: `Bearer ${accessJwt}`, "atproto-proxy": moderation };
    return async (report) => {
      const sent = await this.call("com.atproto.moderation.createReport", JSON.stringify(report), headers);
      return String(answerOf(sent, taken, this.now()).id);
    };
  }

  private call(method: string, body: string, headers: Record<string, string>) {
    const address = new URL(`/xrpc/${method}`, this.account.service).href;
    return this.http.post(address, body, "application/json", { accept: "application/json", ...headers });
  }
}
