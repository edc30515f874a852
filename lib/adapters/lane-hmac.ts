import { createHmac } from "node:crypto";
import { lanes, type LaneHasher, laneHasher } from "./sha256-lanes";

/** HMAC-SHA-256 of many short texts, four side by side (RFC 2104). */

const blockLength = 64;
const digestLength = 32;
const mostBlocks = 128;
const initialState = [
  ...[0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a],
  ...[0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19],
];

/** Where in the shared memory, counted in words of 32 bits; a state has 8 of each lane, a block 16. */
const [stateAt, innerAt, outerAt, blockAt, otherBlockAt, messageAt] = [0, 32, 64, 96, 160, 224];
const stateWords = 8 * lanes;
const blockWords = 16 * lanes;
const initialStates = Int32Array.from({ length: stateWords }, (_, at) => initialState[at >> 2] ?? 0);
const [innerPad, outerPad] = [0x36363636, 0x5c5c5c5c];
const bytesIn = (words: number): number => words * 4;

const platformHmac = (key: Uint8Array, text: string): Uint8Array =>
  Uint8Array.from(createHmac("sha256", key).update(text, "utf8").digest());

class LaneHmac {
  readonly #words: Int32Array;
  readonly #compress: LaneHasher["compress"];

  constructor({ words, compress }: LaneHasher) {
    this.#words = words;
    this.#compress = compress;
  }

  /** The HMAC of each text under the key at the same place. */
  each(keys: readonly Uint8Array[], texts: readonly string[]): Uint8Array[] {
    const digests: Uint8Array[] = [];
    let padded: Uint8Array | undefined;
    for (let first = 0; first < texts.length; first += lanes) {
      const group = texts.slice(first, first + lanes);
      const own = keys.slice(first, first + lanes);
      const only = own.every((key) => key === own[0]) ? own[0] : undefined;
      const blocks = this.#readable(own) ? this.#write(group) : null;
      if (blocks === null) {
        group.forEach((text, lane) => digests.push(platformHmac(own[lane] ?? new Uint8Array(0), text)));
        continue;
      }
      // Under one key for all, what the key contributes is the same in every group.
      if (only === undefined || only !== padded) this.#pad(own);
      padded = only;
      this.#run(blocks);
      for (let lane = 0; lane < group.length; lane++) digests.push(this.#digest(lane));
    }
    return digests;
  }

  #readable(keys: readonly Uint8Array[]): boolean {
    return keys.every((key) => key.length <= blockLength);
  }

  /** The two states that a key leads to, of each lane. A lane without a key computes what nobody reads. */
  #pad(keys: readonly Uint8Array[]): void {
    const words = this.#words;
    words.fill(innerPad, blockAt, blockAt + blockWords);
    words.fill(outerPad, otherBlockAt, otherBlockAt + blockWords);
    for (const [lane, key] of keys.entries()) {
      for (let at = 0; at < key.length; at += 4) {
        const word =
          ((key[at] ?? 0) << 24) | ((key[at + 1] ?? 0) << 16) | ((key[at + 2] ?? 0) << 8) | (key[at + 3] ?? 0);
        words[blockAt + at + lane] = word ^ innerPad;
        words[otherBlockAt + at + lane] = word ^ outerPad;
      }
    }
    words.set(initialStates, innerAt);
    words.set(initialStates, outerAt);
    this.#compress(bytesIn(innerAt), bytesIn(blockAt));
    this.#compress(bytesIn(outerAt), bytesIn(otherBlockAt));
  }

  /** Writes the padded messages; how many blocks each lane has, or null where one is longer than there is room for. */
  #write(texts: readonly string[]): number[] | null {
    const words = this.#words;
    // A character has at most three bytes: what may be too long is left to the platform.
    const most = texts.reduce((length, text) => Math.max(length, text.length), 0);
    if (most * 3 + 9 > mostBlocks * blockLength) return null;
    words.fill(0, messageAt, messageAt + Math.ceil((most * 3 + 9) / blockLength) * blockWords);
    return texts.map((text, lane) => {
      const length = this.#writeAscii(text, lane) ?? this.#writeBytes(Buffer.from(text, "utf8"), lane);
      const word = messageAt + (length >> 2) * lanes + lane;
      words[word] = (words[word] ?? 0) | (0x80 << (24 - 8 * (length & 3)));
      const blocks = Math.ceil((length + 9) / blockLength);
      words[messageAt + (blocks * 16 - 1) * lanes + lane] = (blockLength + length) * 8;
      return blocks;
    });
  }

  /** Null, with nothing left behind, where a character has more than one byte. */
  #writeAscii(text: string, lane: number): number | null {
    const words = this.#words;
    let word = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code > 127) {
        for (let written = 0; written < at; written += 4) words[messageAt + written + lane] = 0;
        return null;
      }
      word = (word << 8) | code;
      if ((at & 3) === 3) {
        words[messageAt + at - 3 + lane] = word;
        word = 0;
      }
    }
    const left = text.length & 3;
    if (left > 0) words[messageAt + text.length - left + lane] = word << (32 - 8 * left);
    return text.length;
  }

  #writeBytes(bytes: Uint8Array, lane: number): number {
    for (let at = 0; at < bytes.length; at++) {
      const word = messageAt + (at >> 2) * lanes + lane;
      this.#words[word] = (this.#words[word] ?? 0) | ((bytes[at] ?? 0) << (24 - 8 * (at & 3)));
    }
    return bytes.length;
  }

  #run(blocks: readonly number[]): void {
    const words = this.#words;
    words.copyWithin(stateAt, innerAt, innerAt + stateWords);
    words.fill(0, blockAt, blockAt + blockWords);
    const most = Math.max(...blocks);
    for (let block = 1; block <= most; block++) {
      this.#compress(bytesIn(stateAt), bytesIn(messageAt + (block - 1) * blockWords));
      // A lane whose message ends here goes on with what nobody reads.
      for (let lane = 0; lane < blocks.length; lane++)
        if (blocks[lane] === block)
          for (let at = lane; at < stateWords; at += lanes) words[blockAt + at] = words[stateAt + at] ?? 0;
    }
    for (let lane = 0; lane < lanes; lane++) {
      words[blockAt + stateWords + lane] = 0x80 << 24;
      words[blockAt + 15 * lanes + lane] = (blockLength + digestLength) * 8;
    }
    words.copyWithin(stateAt, outerAt, outerAt + stateWords);
    this.#compress(bytesIn(stateAt), bytesIn(blockAt));
  }

  #digest(lane: number): Uint8Array {
    const digest = new Uint8Array(digestLength);
    for (let at = 0; at < 8; at++) {
      const word = this.#words[stateAt + at * lanes + lane] ?? 0;
      digest[4 * at] = word >>> 24;
      digest[4 * at + 1] = word >>> 16;
      digest[4 * at + 2] = word >>> 8;
      digest[4 * at + 3] = word;
    }
    return digest;
  }
}

const hasher = laneHasher();

/** Absent on a machine without vectors. */
export const laneHmac: LaneHmac | null = hasher && new LaneHmac(hasher);
