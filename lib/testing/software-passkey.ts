import { createHash, createSign, generateKeyPairSync, randomBytes } from "node:crypto";
import type { PasskeyAnswer } from "@/lib/domain/access/second-factor";

/** An authenticator in memory, which can also be made to lie: about its origin, its counter, its person. */
export interface SoftwarePasskey {
  readonly id: string;
  register: (challenge: string, told?: Partial<Told>) => PasskeyAnswer;
  answer: (challenge: string, told?: Partial<Told>) => PasskeyAnswer;
}

interface Told {
  origin: string;
  host: string;
  userHandle: string;
  counter: number;
  isVerified: boolean;
}

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
const sha256 = (data: string | Uint8Array): Buffer => createHash("sha256").update(data).digest();

/** CBOR (RFC 8949), as much as is needed: byte strings and short texts. */
const head = (major: number, length: number): Buffer =>
  length < 24
    ? Buffer.of((major << 5) | length)
    : length < 256
      ? Buffer.of((major << 5) | 24, length)
      : Buffer.of((major << 5) | 25, length >> 8, length & 255);
const bytesOf = (bytes: Uint8Array): Buffer => Buffer.concat([head(2, bytes.length), bytes]);
const textOf = (text: string): Buffer => Buffer.concat([head(3, text.length), Buffer.from(text)]);

export function makeSoftwarePasskey(userId: string, site: { origin: string; host: string }): SoftwarePasskey {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const credential = randomBytes(32);
  const id = base64url(credential);
  let counter = 0;
  const told = (given: Partial<Told>): Told => ({
    ...site,
    userHandle: base64url(Buffer.from(userId)),
    counter: (counter += 1),
    isVerified: true,
    ...given,
  });
  const authenticatorData = (flags: number, host: string, count: number, rest = Buffer.alloc(0)): Buffer => {
    const counted = Buffer.alloc(4);
    counted.writeUInt32BE(count);
    return Buffer.concat([sha256(host), Buffer.of(flags), counted, rest]);
  };
  const clientData = (type: string, challenge: string, origin: string): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const shell = { id, rawId: id, type: "public-key", clientExtensionResults: {} } as const;
  return {
    id,
    register: (challenge, given = {}) => {
      const { origin, host, counter: count, isVerified } = told(given);
      const key = Buffer.concat([
        Buffer.of(0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21),
        bytesOf(Buffer.from(x, "base64url")),
        Buffer.of(0x22),
        bytesOf(Buffer.from(y, "base64url")),
      ]);
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.of(0, credential.length), credential, key]);
      const data = authenticatorData(0x41 | (isVerified ? 4 : 0), host, count, attested);
      const attestation = Buffer.concat([
        Buffer.of(0xa3),
        textOf("fmt"),
        textOf("none"),
        textOf("attStmt"),
        Buffer.of(0xa0),
        textOf("authData"),
        bytesOf(data),
      ]);
      return {
        ...shell,
        response: {
          clientDataJSON: base64url(clientData("webauthn.create", challenge, origin)),
          attestationObject: base64url(attestation),
          transports: ["internal"],
        },
      };
    },
    answer: (challenge, given = {}) => {
      const { origin, host, userHandle, counter: count, isVerified } = told(given);
      const data = authenticatorData(0x01 | (isVerified ? 4 : 0), host, count);
      const said = clientData("webauthn.get", challenge, origin);
      const signature = createSign("sha256")
        .update(Buffer.concat([data, sha256(said)]))
        .sign(privateKey);
      return {
        ...shell,
        response: {
          clientDataJSON: base64url(said),
          authenticatorData: base64url(data),
          signature: base64url(signature),
          userHandle,
        },
      };
    },
  };
}
