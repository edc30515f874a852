import { Agent, request } from "node:http";

export interface ApiReply {
  readonly status: number;
  readonly text: string;
  readonly milliseconds: number;
  readonly etag: string | undefined;
}

/** One connection that stays open, as a program that uses the API has it. Node's bare client: measuring must cost little beside what is measured. */
export class ApiClient {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #url: string;
  readonly #token: string;
  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  get(path: string): Promise<ApiReply> {
    return this.#send("GET", path, null, {});
  }

  post(path: string, body: object, headers: Record<string, string> = {}): Promise<ApiReply> {
    return this.#send("POST", path, JSON.stringify(body), headers);
  }

  close(): void {
    this.#agent.destroy();
  }

  #send(method: string, path: string, body: string | null, headers: Record<string, string>): Promise<ApiReply> {
    const began = performance.now();
    const content =
      body === null ? {} : { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)) };
    return new Promise((resolve, reject) => {
      const call = request(
        new URL(`${this.#url}/api/v1${path}`),
        { method, agent: this.#agent, headers: { authorization: `Bearer ${this.#token}`, ...content, ...headers } },
        (reply) => {
          let text = "";
          reply.setEncoding("utf8");
          reply.on("data", (chunk: string) => (text += chunk));
          reply.once("error", reject);
          reply.once("end", () =>
            resolve({
              status: reply.statusCode ?? 0,
              text,
              milliseconds: performance.now() - began,
              etag: reply.headers.etag,
            }),
          );
        },
      );
      call.once("error", reject);
      call.end(body ?? undefined);
    });
  }
}
