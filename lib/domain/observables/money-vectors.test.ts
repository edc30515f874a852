import { describe, expect, it } from "vitest";
import { readBitcoin, readEthereum, readIban } from "./bank-accounts";
import type { Reading } from "./observable";

const outcome = (reading: Reading): string => (reading.ok ? reading.observable.canonical : reading.problem);

describe("bitcoin addresses", () => {
  // Published with BIP 173 and BIP 350 (valid addresses of the main network).
  it.each([
    "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
    "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y",
    "BC1SW50QGDZ25J",
    "bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs",
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
  ])("takes the published %s", (address) => {
    expect(outcome(readBitcoin(address))).toBe(address.toLowerCase());
  });

  it.each([
    ["bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd", "bitcoin_checksum"],
    ["BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL", "bitcoin_checksum"],
    ["bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh", "bitcoin_checksum"],
    ["bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4", "bitcoin_checksum"],
    ["BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R", "bitcoin_checksum"],
    ["bc1pw5dgrnzv", "not_a_bitcoin_address"],
    ["bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav", "bitcoin_checksum"],
    ["BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P", "bitcoin_checksum"],
    ["tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx", "testnet"],
    ["tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", "testnet"],
    ["mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn", "testnet"],
    ["bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", "bitcoin_checksum"],
    ["bc1qW508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "bitcoin_checksum"],
    ["1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", "bitcoin_checksum"],
  ])("refuses %s: %s", (address, problem) => {
    expect(outcome(readBitcoin(address))).toBe(problem);
  });

  it("takes the first block's address, one that pays a script, and both out of a payment link", () => {
    expect(outcome(readBitcoin("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"))).toBe("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa");
    expect(outcome(readBitcoin("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"))).toBe("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy");
    expect(outcome(readBitcoin("bitcoin:1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa?amount=1"))).toMatch(/^1A1z/);
  });
});

describe("ethereum addresses", () => {
  // Published with EIP-55.
  const published = [
    "0x52908400098527886E0F7030069857D2E4169EE7",
    "0xde709f2102306220921060314715629080e2fb77",
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
    "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
    "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
    "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
  ];
  it.each(published)("takes the published %s, and the same without its capitals", (address) => {
    expect(outcome(readEthereum(address))).toBe(address);
    expect(outcome(readEthereum(address.toLowerCase()))).toBe(address);
    expect(outcome(readEthereum(`0x${address.slice(2).toUpperCase()}`))).toBe(address);
  });

  it("refuses one wrong capital, a sign too few and a sign that is none", () => {
    expect(outcome(readEthereum("0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed"))).toBe("ethereum_checksum");
    expect(outcome(readEthereum("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe"))).toBe("not_an_ethereum_address");
    expect(outcome(readEthereum("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeg"))).toBe("not_an_ethereum_address");
  });
});

describe("accounts at banks", () => {
  // Examples of the IBAN registry.
  const registry = [
    ["FR14 2004 1010 0505 0001 3M02 606", "FR1420041010050500013M02606"],
    ["BE68 5390 0754 7034", "BE68539007547034"],
    ["DE89 3704 0044 0532 0130 00", "DE89370400440532013000"],
    ["CH93 0076 2011 6238 5295 7", "CH9300762011623852957"],
    ["LU28 0019 4006 4475 0000", "LU280019400644750000"],
    ["MC58 1122 2000 0101 2345 6789 030", "MC5811222000010123456789030"],
    ["GB29 NWBK 6016 1331 9268 19", "GB29NWBK60161331926819"],
    ["es91-2100-0418-4502-0005-1332", "ES9121000418450200051332"],
    ["IT60 X054 2811 1010 0000 0123 456", "IT60X0542811101000000123456"],
    ["MT84 MALT 0110 0001 2345 MTLC AST0 01S", "MT84MALT011000012345MTLCAST001S"],
  ] as const;
  it.each(registry)("takes the registry's %s", (written, canonical) => {
    expect(outcome(readIban(written))).toBe(canonical);
  });

  it("refuses each with any one digit changed, and any two neighbours exchanged", () => {
    for (const [, iban] of registry) {
      for (let at = 4; at < iban.length; at += 1) {
        const sign = iban.charAt(at);
        const other = /\d/.test(sign) ? String((Number(sign) + 1) % 10) : sign === "A" ? "B" : "A";
        expect(outcome(readIban(iban.slice(0, at) + other + iban.slice(at + 1)))).toBe("iban_checksum");
        const next = iban.charAt(at + 1);
        if (next !== "" && next !== sign)
          expect(outcome(readIban(iban.slice(0, at) + next + sign + iban.slice(at + 2)))).toBe("iban_checksum");
      }
    }
  });

  it("says whether it is the length or the country that is wrong", () => {
    expect(outcome(readIban("FR14 2004 1010 0505 0001 3M02 60"))).toBe("iban_length");
    expect(outcome(readIban("ZZ14 2004 1010 0505 0001 3M02 606"))).toBe("not_an_iban");
  });
});
