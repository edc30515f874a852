import "server-only";
import { createHmac, hkdfSync } from "node:crypto";
import { env } from "@/lib/env";

/** Which server takes the desk's mail, and in whose name it leaves. */
export interface MailServer {
  /** Of protocol, host, port, user and sender, under a key of the desk: says nothing by itself. The password may change. */
  digest: string;
  /** For people: the server's name. */
  host: string;
}

/** Null where no mail server is set up. */
export function mailServer(): MailServer | null {
  const { smtpUrl, mailFrom, masterKey } = env();
  if (smtpUrl === undefined || mailFrom === undefined) return null;
  const { protocol, hostname, port, username } = new URL(smtpUrl);
  const key = Buffer.from(hkdfSync("sha256", Buffer.from(masterKey, "base64"), "", "demasque mail server v1", 32));
  const said = JSON.stringify([protocol, hostname.toLowerCase(), port, username, mailFrom]);
  return { digest: createHmac("sha256", key).update(said).digest("hex"), host: hostname.toLowerCase() };
}
