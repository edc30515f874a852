import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";

export interface TakenAtprotoReport {
  readonly id: number;
  readonly did: string;
  readonly reasonType: string;
  readonly reason: string;
  readonly proxiedTo: string;
}

/** What a report meets instead of being taken; an error's name as the protocol has it. */
export interface AtprotoFault {
  readonly status: number;
  readonly error: string;
  readonly headers?: Record<string, string>;
}

/**
 * The two calls of an account's own server that a report needs, as the lexicons have them: a sign-in by handle and app password, and
 * createReport, which wants the session and where to pass it on. `npm run test:interop` asks the service itself.
 */
export async function startAtprotoServer(options: {
  readonly certified: { readonly key: string; readonly cert: string };
  readonly identifier: string;
  readonly appPassword: string;
}) {
  const taken: TakenAtprotoReport[] = [];
  const told = {
    signIns: 0,
    /** Reports that were sent here, taken or not. */
    asked: 0,
    isBusy: false,
    /** The desk's own account was taken down: it may neither sign in nor report. */
    isClosed: false,
    onReport: (_did: string): AtprotoFault | null => null,
  };
  const sessions = new Set<string>();
  const closed = { error: "AccountTakedown", message: "Account has been taken down" };
  const answer = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(body));
  };
  const listener = async (request: IncomingMessage, response: ServerResponse) => {
    let body = "";
    for await (const part of request) body += String(part);
    const isJson = request.headers["content-type"] === "application/json";
    if (request.method !== "POST" || !isJson) return answer(response, 400, { error: "InvalidRequest" });
    if (request.url === "/xrpc/com.atproto.server.createSession") {
      told.signIns += 1;
      const { identifier, password } = JSON.parse(body) as { identifier?: string; password?: string };
      if (identifier !== options.identifier || password !== options.appPassword)
        return answer(response, 401, { error: "AuthenticationRequired", message: "Invalid identifier or password" });
      if (told.isClosed) return answer(response, 401, closed);
      const accessJwt = `session-${String(told.signIns)}-of-the-desk`;
      sessions.add(accessJwt);
      const session = {
        accessJwt,
        refreshJwt: "later",
        handle: identifier,
        did: "did:plc:desk",
      };
      return answer(response, 200, session);
    }
    if (request.url !== "/xrpc/com.atproto.moderation.createReport")
      return answer(response, 501, { error: "MethodNotImplemented" });
    told.asked += 1;
    const shown = /^Bearer (\S+)$/u.exec(request.headers.authorization ?? "")?.[1];
    if (shown === undefined) return answer(response, 401, { error: "AuthMissing" });
    if (told.isClosed) return answer(response, 401, closed);
    if (!sessions.has(shown)) return answer(response, 400, { error: "ExpiredToken", message: "Token has expired" });
    if (told.isBusy) return answer(response, 429, { error: "RateLimitExceeded" }, { "retry-after": "600" });
    const report = JSON.parse(body) as { reasonType: string; reason: string; subject: { did: string } };
    const fault = told.onReport(report.subject.did);
    if (fault !== null) return answer(response, fault.status, { error: fault.error }, fault.headers);
    const id = 31 + taken.length;
    const proxiedTo = String(request.headers["atproto-proxy"] ?? "");
    taken.push({ id, proxiedTo, did: report.subject.did, reasonType: report.reasonType, reason: report.reason });
    return answer(response, 200, { ...report, id, reportedBy: "did:plc:desk", createdAt: new Date().toISOString() });
  };
  const server = createSecureServer(options.certified, (request, response) => void listener(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    taken,
    told,
    /** As when two hours have gone by: who holds one signs in anew. */
    endSessions: () => {
      sessions.clear();
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
