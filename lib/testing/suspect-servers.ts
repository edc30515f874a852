import { once } from "node:events";
import {
  createServer as createPlain,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from "node:http";
import { createSecureServer as createHttp2 } from "node:http2";
import { createServer as createSecure } from "node:https";
import { type AddressInfo, createServer as createRaw, type Server, type Socket } from "node:net";
import type { OutgoingRules } from "@/lib/adapters/outgoing-rules";
import { makeAuthority } from "./certificates";

const listening: { server: Server; sockets: Set<Socket> }[] = [];

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  listening.push({ server, sockets });
  return (server.address() as AddressInfo).port;
}

const authority = makeAuthority("Tests");
const vouchedFor = () => authority.issue(["a.example", "two.example", "last.example"]);

/** Only tests let the way out lead to this machine; every name leads here. */
export const toThisMachine: OutgoingRules = {
  isAllowedAddress: (address) => address === "127.0.0.1",
  isAllowedPort: (port) => port > 1023,
  lookup: (host) =>
    /^[\d.]+$|:/.test(host)
      ? Promise.resolve([{ address: host, family: host.includes(":") ? 6 : 4 }])
      : Promise.resolve([{ address: "127.0.0.1", family: 4 }]),
  authorities: [authority.cert],
};

export type Answering = (request: IncomingMessage, response: ServerResponse) => void;
interface Certified {
  key: string;
  cert: string;
}

/** Servers such as a suspect link leads through, on this machine. */
export const suspectServers = {
  authority,
  plain: (answer: Answering): Promise<number> => listen(createPlain(answer)),
  secure: (answer: Answering, certified: Certified = vouchedFor()): Promise<number> =>
    listen(createSecure({ ...certified }, answer)),
  /** Speaks HTTP/2 and nothing else. */
  onlyHttp2: (answer: RequestListener): Promise<number> =>
    listen(createHttp2({ ...vouchedFor(), allowHTTP1: false }, answer as never)),
  /** Says exactly these bytes, whatever it is asked. */
  saying: (bytes: string | Buffer): Promise<number> =>
    listen(createRaw((socket) => socket.once("data", () => socket.end(bytes)))),
  /** Every server down, with whoever is still connected. */
  close: async (): Promise<void> => {
    for (const { server, sockets } of listening.splice(0)) {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    }
  },
};
