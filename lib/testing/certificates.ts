import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

// As much of X.509 as a test's own authority needs, in DER.

const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const size = content.length;
  const bytes = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...bytes]), content]);
};
const sequence = (...parts: readonly Uint8Array[]) => der(0x30, ...parts);
const hex = (text: string) => Buffer.from(text, "hex");
const utcTime = (date: Date) =>
  der(0x17, Buffer.from(`${date.toISOString().replace(/[-:T]/g, "").slice(2, 14)}Z`, "ascii"));

const ecdsaWithSha256 = sequence(hex("06082a8648ce3d040302"));
const nameOf = (common: string) => sequence(der(0x31, sequence(hex("0603550403"), der(0x0c, Buffer.from(common)))));
const subjectAltName = (hosts: readonly string[]) => {
  const names = hosts.map((host) =>
    /^[\d.]+$/.test(host) ? der(0x87, Buffer.from(host.split(".").map(Number))) : der(0x82, Buffer.from(host)),
  );
  return sequence(hex("0603551d11"), der(0x04, sequence(...names)));
};
const isAuthority = sequence(hex("0603551d13"), hex("0101ff"), der(0x04, hex("30030101ff")));

interface Maker {
  readonly name: string;
  readonly key: KeyObject;
}

function certificate(by: Maker, subject: string, publicKey: KeyObject, extension: Buffer, until: Date): string {
  const body = sequence(
    der(0xa0, hex("020102")),
    der(0x02, Buffer.concat([hex("01"), randomBytes(8)])),
    ecdsaWithSha256,
    nameOf(by.name),
    sequence(utcTime(new Date(Date.now() - 30 * 86_400_000)), utcTime(until)),
    nameOf(subject),
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(extension)),
  );
  const signature = sign("sha256", body, by.key);
  const whole = sequence(body, ecdsaWithSha256, der(0x03, hex("00"), signature));
  return `-----BEGIN CERTIFICATE-----\n${(whole.toString("base64").match(/.{1,64}/g) ?? []).join("\n")}\n-----END CERTIFICATE-----\n`;
}

const tomorrow = () => new Date(Date.now() + 86_400_000);
const keys = () => generateKeyPairSync("ec", { namedCurve: "P-256" });
const pem = (key: KeyObject) => key.export({ type: "pkcs8", format: "pem" }).toString();

/** An authority of a test's own, and what it vouches for. */
export function makeAuthority(name: string) {
  const own = keys();
  const by: Maker = { name, key: own.privateKey };
  return {
    cert: certificate(by, name, own.publicKey, isAuthority, tomorrow()),
    issue(hosts: readonly string[], until = tomorrow()): { key: string; cert: string } {
      const { publicKey, privateKey } = keys();
      return { key: pem(privateKey), cert: certificate(by, hosts[0] ?? "", publicKey, subjectAltName(hosts), until) };
    },
  };
}

/** Nobody vouches for it but itself. */
export function selfSigned(hosts: readonly string[]): { key: string; cert: string } {
  const { publicKey, privateKey } = keys();
  const by = { name: hosts[0] ?? "", key: privateKey };
  return { key: pem(privateKey), cert: certificate(by, by.name, publicKey, subjectAltName(hosts), tomorrow()) };
}
