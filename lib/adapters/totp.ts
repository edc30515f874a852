import "server-only";
import { Secret, TOTP } from "otpauth";
import { encode } from "uqr";

/** What every authenticator app reads (RFC 6238). */
const periodSeconds = 30;
const shape = { algorithm: "SHA1", digits: 6, period: periodSeconds } as const;
/** A clock may be one step behind or ahead. */
const window = 1;

/** 160 random bits, in base 32. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** The address that the app reads from the square. */
export function totpAddress(secret: string, issuer: string, label: string): string {
  return new TOTP({ ...shape, issuer, label, secret: Secret.fromBase32(secret) }).toString();
}

/** The time step that a code belongs to, or null for a wrong one. Compared in constant time. */
export function totpCounterOf(secret: string, code: string, now: Date): number | null {
  const delta = new TOTP({ ...shape, secret: Secret.fromBase32(secret) }).validate({
    token: code,
    timestamp: now.getTime(),
    window,
  });
  return delta === null ? null : Math.floor(now.getTime() / 1000 / periodSeconds) + delta;
}

/** The square as one path over a field of `size` by `size`, its quiet zone included: drawn in the page, nothing is loaded. */
export function squareOf(text: string): { size: number; path: string } {
  const { data, size } = encode(text, { ecc: "M", border: 4 });
  const path = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${String(x)} ${String(y)}h1v1h-1z` : "")))
    .join("");
  return { size, path };
}
