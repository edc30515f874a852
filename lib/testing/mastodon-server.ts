import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";

const categories = ["spam", "legal", "violation", "other"];
const known = new Set([
  "account_id",
  "status_ids[]",
  "collection_ids[]",
  "comment",
  "forward",
  "category",
  "rule_ids[]",
]);
const booleans = ["true", "false", "1", "0"];

export interface TakenReport {
  readonly id: string;
  readonly accountId: string;
  readonly category: string;
  readonly comment: string;
  readonly isForwarded: boolean;
  readonly ruleIds: readonly string[];
}

export interface MastodonServerOptions {
  readonly requestsAtMost?: number;
  /** Speaks TLS, as the product wants it. */
  readonly certified?: { readonly key: string; readonly cert: string };
  /** The profiles that it knows, beside two of a server far away. */
  readonly profiles?: readonly string[];
}

/** What happens to a report once all of it is there: `hold` takes it and stays silent, `drop` takes it and hangs up. */
export type OnReport = "take" | "hold" | "drop" | { readonly status: number; readonly after?: "taking" };

/**
 * A server that keeps to what Mastodon documents of its reports API and refuses everything else: the token and its scopes, form data,
 * the account by the server's own number, closed categories, rules that exist, the comment's length, and a limit of requests.
 */
export async function startMastodonServer(options: MastodonServerOptions = {}) {
  const taken: TakenReport[] = [];
  const told = { onReport: "take" as OnReport };
  const accounts = [
    { id: "108366849347798387", acct: "luna@far.example", url: "https://far.example/@luna" },
    { id: "108366849347798388", acct: "luna_near@far.example", url: "https://far.example/@luna_near" },
    ...(options.profiles ?? []).map((url, at) => ({ id: String(2000 + at), acct: url.split("@").at(-1) ?? "", url })),
  ];
  const rules = [
    { id: "1", text: "No hate" },
    { id: "7", text: "Do not pretend to be somebody else" },
  ];
  const tokens: Record<string, readonly string[]> = {
    whole: ["read:search", "write:reports"],
    "token-whole": ["read:search", "write:reports"],
    reader: ["read:search"],
    "token-reader": ["read:search"],
  };
  let requests = 0;

  const answer = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(body));
  };
  const scopesOf = (request: IncomingMessage): readonly string[] | undefined =>
    tokens[/^Bearer (\S+)$/u.exec(request.headers.authorization ?? "")?.[1] ?? ""];

  const search = (url: URL, response: ServerResponse) => {
    if (url.searchParams.get("q") === null) return answer(response, 400, { error: "Missing parameter: q" });
    const isResolving = url.searchParams.get("resolve") === "true";
    const asked = url.searchParams.get("q") ?? "";
    // As the documented search does, it also gives what is only near.
    const found = isResolving ? accounts.filter((one) => one.url.startsWith(asked)) : [];
    return answer(response, 200, { accounts: found, statuses: [], hashtags: [] });
  };

  const take = async (request: IncomingMessage, response: ServerResponse) => {
    let body = "";
    for await (const part of request) body += String(part);
    const type = request.headers["content-type"] ?? "";
    if (!type.startsWith("application/x-www-form-urlencoded")) return answer(response, 422, { error: "form data" });
    const form = new URLSearchParams(body);
    if ([...form.keys()].some((name) => !known.has(name))) return answer(response, 422, { error: "unknown field" });
    const account = accounts.find((one) => one.id === form.get("account_id"));
    if (!account) return answer(response, 404, { error: "Record not found" });
    const category = form.get("category") ?? "other";
    const comment = form.get("comment") ?? "";
    const ruleIds = form.getAll("rule_ids[]");
    const isValid =
      categories.includes(category) &&
      [...comment].length <= 1000 &&
      booleans.includes(form.get("forward") ?? "false") &&
      ruleIds.every((id) => rules.some((rule) => rule.id === id)) &&
      (category === "violation" ? ruleIds.length > 0 : ruleIds.length === 0);
    if (!isValid) return answer(response, 422, { error: "Validation failed" });
    const { onReport } = told;
    const fault = typeof onReport === "object" ? onReport : null;
    if (fault !== null && fault.after === undefined) return answer(response, fault.status, { error: "No" });
    const id = String(48_914 + taken.length);
    taken.push({ id, accountId: account.id, category, comment, isForwarded: form.get("forward") === "true", ruleIds });
    if (fault !== null) return answer(response, fault.status, { error: "No" });
    if (onReport === "hold") return;
    if (onReport === "drop") return request.socket.destroy();
    return answer(response, 200, { id, action_taken: false, category, comment, forwarded: true, rule_ids: ruleIds });
  };

  const listener = (request: IncomingMessage, response: ServerResponse) => {
    requests += 1;
    const url = new URL(request.url ?? "/", "http://server.test");
    const limit = {
      ...{ "x-ratelimit-limit": String(options.requestsAtMost), "x-ratelimit-remaining": "0" },
      "x-ratelimit-reset": new Date(Date.now() + 90_000).toISOString(),
    };
    if (requests > (options.requestsAtMost ?? Infinity))
      return answer(response, 429, { error: "Too many requests" }, limit);
    const scopes = scopesOf(request);
    if (url.pathname === "/api/v1/instance/rules" && request.method === "GET") return answer(response, 200, rules);
    if (scopes === undefined) return answer(response, 401, { error: "The access token is invalid" });
    if (url.pathname === "/api/v1/apps/verify_credentials" && request.method === "GET")
      return answer(response, 200, { name: "demasque", website: null, scopes });
    if (url.pathname === "/api/v2/search" && request.method === "GET") return search(url, response);
    if (url.pathname !== "/api/v1/reports" || request.method !== "POST")
      return answer(response, 404, { error: "Not found" });
    if (!scopes.includes("write:reports")) return answer(response, 403, { error: "outside the authorized scopes" });
    return void take(request, response);
  };
  const server = options.certified ? createSecureServer(options.certified, listener) : createServer(listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${String(port)}`,
    port,
    taken,
    told,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
