import { keccak_256 } from "@noble/hashes/sha3.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bech32, bech32m, createBase58check } from "@scure/base";
import { ibanLengths } from "../notices/iban-lengths";
import { isIban } from "../notices/third-party-data";
import { found, type Reading, refused } from "./observable";
import type { Place } from "./place";

export function readIban(text: string): Reading {
  const compact = text
    .replace(/^\s*iban\s*:?/i, "")
    .replace(/[\s._\-·•|,/]/gu, "")
    .toUpperCase();
  if (compact === "") return refused("iban", "empty");
  const wanted = ibanLengths[compact.slice(0, 2)];
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{8,30}$/.test(compact) || wanted === undefined) return refused("iban", "not_an_iban");
  if (compact.length !== wanted) return refused("iban", "iban_length");
  // 00, 01 and 99 leave the right remainder as well, and no bank is given them (ISO 13616: 02 to 98).
  if (!isIban(compact) || /^..(?:00|01|99)/.test(compact)) return refused("iban", "iban_checksum");
  return found("iban", compact, {
    display: compact.replace(/(.{4})(?=.)/g, "$1 "),
    masked: `${compact.slice(0, 2)}•• … ${compact.slice(-4)}`,
  });
}

const base58check = createBase58check(sha256);
const ends = (address: string): string => `${address.slice(0, 4)}…${address.slice(-4)}`;

/** The version byte of a base58 address; null where its check sum does not hold. */
function versionOf(address: string): number | null {
  try {
    const payload = base58check.decode(address);
    return payload.length === 21 ? (payload[0] ?? null) : null;
  } catch {
    return null;
  }
}

/** Whether a witness program stands in the address (BIP 173 for version 0, BIP 350 for those after it). */
function isSegwit(address: string): boolean {
  try {
    const isFirst = address.toLowerCase().charAt(3) === "q";
    const coder = isFirst ? bech32 : bech32m;
    const { words } = coder.decode(address as `${string}1${string}`, 90);
    const [version = -1, ...program] = words;
    const { length } = coder.fromWords(program);
    return isFirst ? length === 20 || length === 32 : version >= 1 && version <= 16 && length >= 2 && length <= 40;
  } catch {
    return false;
  }
}

export function readBitcoin(text: string): Reading {
  const address =
    text
      .trim()
      .replace(/^(?:bitcoin|btc)\s*:\s*(?:\/\/)?/i, "")
      .split("?")[0] ?? "";
  if (address === "") return refused("bitcoin", "empty");
  if (/^(?:tb1|bcrt1)/i.test(address)) return refused("bitcoin", "testnet");
  if (/^bc1/i.test(address)) {
    if (!/^[a-z0-9]{14,90}$/i.test(address)) return refused("bitcoin", "not_a_bitcoin_address");
    if (!isSegwit(address)) return refused("bitcoin", "bitcoin_checksum");
    const lower = address.toLowerCase();
    return found("bitcoin", lower, { masked: ends(lower) });
  }
  if (!/^[1-9A-HJ-NP-Za-km-z]{25,36}$/.test(address)) return refused("bitcoin", "not_a_bitcoin_address");
  const version = versionOf(address);
  if (version === null) return refused("bitcoin", "bitcoin_checksum");
  if (version === 0x6f || version === 0xc4) return refused("bitcoin", "testnet");
  if (version !== 0x00 && version !== 0x05) return refused("bitcoin", "not_a_bitcoin_address");
  return found("bitcoin", address, { masked: ends(address) });
}

/** The capitals that EIP-55 gives an address: a letter is a capital where the digest's digit is eight or more. */
function withChecksum(lower: string): string {
  const digest = keccak_256(new TextEncoder().encode(lower));
  return [...lower]
    .map((sign, at) => {
      const byte = digest[at >> 1] ?? 0;
      return (at % 2 === 0 ? byte >> 4 : byte & 15) >= 8 ? sign.toUpperCase() : sign;
    })
    .join("");
}

export function readEthereum(text: string): Reading {
  const given = text.trim().replace(/^(?:ethereum|eth)\s*:\s*(?:pay-)?/i, "");
  // A request for a token names the token's contract first, and who is paid behind it (ERC-681).
  const payee = /^[^?]*\/transfer\?(?:.*&)?address=([^&]*)/i.exec(given)?.[1];
  const address = payee ?? given.replace(/[@?/].*$/s, "");
  if (address === "") return refused("ethereum", "empty");
  const body = /^0x([0-9a-f]{40})$/i.exec(address)?.[1];
  if (body === undefined) return refused("ethereum", "not_an_ethereum_address");
  const written = withChecksum(body.toLowerCase());
  // Written in one case it carries no check sum; in both it has to be the right one.
  const isPlain = body === body.toLowerCase() || body === body.toUpperCase();
  if (!isPlain && body !== written) return refused("ethereum", "ethereum_checksum");
  return found("ethereum", `0x${written}`, { masked: ends(`0x${written}`) });
}

/** The address of coins that a page is about, as the explorers of the chains show them; null for any other page. */
export function coinAt({ scheme, segments }: Place): Reading | null {
  if (scheme !== "https") return null;
  for (const [at, part] of segments.entries()) {
    const bitcoin = part.length < 26 ? null : readBitcoin(part);
    if (bitcoin?.ok === true) return bitcoin;
    // Contracts of tokens and pictures have such numbers as well; those are nobody's purse.
    const isOwner = /^(?:address(?:es)?|account|wallet|profile|user)$/i.test(segments[at - 1] ?? "");
    const ethereum = isOwner && /^0x/i.test(part) ? readEthereum(part) : null;
    if (ethereum?.ok === true) return ethereum;
  }
  return null;
}
