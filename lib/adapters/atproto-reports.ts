import "server-only";
import { z } from "zod";
import type { AtprotoReport } from "@/lib/domain/notices/build-atproto";
import { DomainError } from "@/lib/domain/errors";
import { OutgoingHttp, type OutgoingAnswer } from "./outgoing-http";
import { answerOf, parsed, type ReportSender } from "./report-api";

export interface AtprotoAccount {
  /** Where the desk's own account lives: "https://bsky.social". */
  readonly service: string;
  readonly identifier: string;
  readonly appPassword: string;
  /** Who examines: "did:plc:…#atproto_labeler". */
  readonly moderation: string;
}

const session = z.object({ accessJwt: z.string().min(1).max(5000), did: z.string() });
const fault = z.object({ error: z.string() });
/** What the protocol calls a session that is over, and an account of ours that is closed, by whatever status it is said. */
const isSessionOver = (name: string): boolean => name === "ExpiredToken" || name === "InvalidToken";
const isAccountClosed = (name: string): boolean => name === "AccountTakedown" || name === "AccountDeactivated";
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

  /**
   * One sign-in serves all reports of this object, whether it was let in or not, until it runs out: services count them. It is kept
   * nowhere else. A report that is refused because it ran out was not taken (`isSessionOver`), and may be handed over once more.
   */
  async prepare(report: AtprotoReport): Promise<() => Promise<string>> {
    const accessJwt = await (this.session ??= this.signIn());
    const headers = { authorization: `Bearer ${accessJwt}`, "atproto-proxy": this.account.moderation };
    return async () => {
      const sent = await this.call("com.atproto.moderation.createReport", JSON.stringify(report), headers);
      if (isSessionOver(faultOf(sent))) {
        this.session = null;
        throw new DomainError("unavailable", "report_api_sign_in", { status: sent.status, isSessionOver: true });
      }
      return String(this.read(sent, taken).id);
    };
  }

  private async signIn(): Promise<string> {
    const { identifier, appPassword } = this.account;
    const credentials = JSON.stringify({ identifier, password: appPassword });
    const answer = await this.call("com.atproto.server.createSession", credentials, {});
    return this.read(answer, session).accessJwt;
  }

  private read<Value>(answer: OutgoingAnswer, shape: z.ZodType<Value>): Value {
    if (isAccountClosed(faultOf(answer)))
      throw new DomainError("unavailable", "report_api_forbidden", { status: answer.status });
    return answerOf(answer, shape, this.now());
  }

  private call(method: string, body: string, headers: Record<string, string>) {
    const address = new URL(`/xrpc/${method}`, this.account.service).href;
    return this.http.post(address, body, "application/json", { accept: "application/json", ...headers });
  }
}

/** The stable name of what went wrong; "" where nothing did, or none is given. */
function faultOf({ status, text }: OutgoingAnswer): string {
  if (status < 400 || status > 499) return "";
  const read = fault.safeParse(parsed(text));
  return read.success ? read.data.error : "";
}
