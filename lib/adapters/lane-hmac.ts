import { createHmac } from "node:crypto";
import type { FieldTexts } from "@/lib/domain/audit/hashing";
import { lanes, type LaneHasher, laneHasher } from "./sha256-lanes";

/**
 * The digests of an entry's fields (HMAC-SHA-256 under a nonce that is itself an HMAC, RFC 2104), four fields side by side. Texts go
 * straight into the memory that the hasher reads, and a nonce never leaves it.
 */

const blockLength = 64;
const digestLength = 32;
const mostBlocks = 128;
const initialState = [
  ...[0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a],
  ...[0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19],
];

/** Where in the shared memory, counted in words of 32 bits; a state has 8 of each lane, a block 16. */
const stateWords = 8 * lanes;
const blockWords = 16 * lanes;
const stateAt = 0;
/** The two states that a key leads to: the secret's, and those of the four nonces. */
const secretAt = { inner: stateWords, outer: 2 * stateWords };
const noncesAt = { inner: 3 * stateWords, outer: 4 * stateWords };
const blockAt = 5 * stateWords;
const otherBlockAt = blockAt + blockWords;
const messageAt = otherBlockAt + blockWords;
const initialStates = Int32Array.from({ length: stateWords }, (_, at) => initialState[at >> 2] ?? 0);
const [innerPad, outerPad] = [0x36363636, 0x5c5c5c5c];
const bytesIn = (words: number): number => words * 4;

interface KeyStates {
  readonly inner: number;
  readonly outer: number;
}

/** What several messages begin with: whole words, and the one to three bytes after them. */
interface Start {
  readonly words: Int32Array;
  readonly rest: number;
  readonly restLength: number;
}

function startOf(text: string): Start {
  const bytes = Buffer.from(text, "utf8");
  const words = new Int32Array(bytes.length >> 2);
  for (let at = 0; at < words.length; at++) words[at] = bytes.readInt32BE(4 * at);
  let rest = 0;
  for (let at = 4 * words.length; at < bytes.length; at++) rest = (rest << 8) | (bytes[at] ?? 0);
  return { words, rest, restLength: bytes.length & 3 };
}

const platformHmac = (key: Uint8Array, text: string): Buffer => createHmac("sha256", key).update(text, "utf8").digest();

class LaneHmac {
  readonly #words: Int32Array;
  readonly #compress: LaneHasher["compress"];
  readonly #blocks = new Int32Array(lanes);
  /** Where the text that is being written has come to, the bytes of its last word so far, and how many they are. */
  #at = 0;
  #word = 0;
  #filled = 0;

  constructor({ words, compress }: LaneHasher) {
    this.#words = words;
    this.#compress = compress;
  }

  /** The digest of each field, one after the other. */
  fieldDigests(secret: Uint8Array, { nonceStart, names, start, heads, tails }: FieldTexts): Uint8Array {
    const digests = new Uint8Array(names.length * digestLength);
    const [starts, nonceStarts] = [startOf(start), startOf(nonceStart)];
    let isSecretHeld = false;
    for (let first = 0; first < names.length; first += lanes) {
      const count = Math.min(lanes, names.length - first);
      if (secret.length > blockLength || this.#isTooLong(first, count, { nonceStart, names, start, heads, tails })) {
        for (let at = first; at < first + count; at++) {
          const nonce = platformHmac(secret, nonceStart + (names[at] ?? ""));
          digests.set(platformHmac(nonce, start + (heads[at] ?? "") + (tails[at] ?? "")), at * digestLength);
        }
        continue;
      }
      if (!isSecretHeld) this.#padSecret(secret);
      isSecretHeld = true;
      for (let lane = 0; lane < count; lane++) this.#write(lane, nonceStarts, names[first + lane] ?? "", "");
      this.#run(secretAt, count);
      this.#padNonces();
      for (let lane = 0; lane < count; lane++)
        this.#write(lane, starts, heads[first + lane] ?? "", tails[first + lane] ?? "");
      this.#run(noncesAt, count);
      for (let lane = 0; lane < count; lane++) this.#read(lane, digests, (first + lane) * digestLength);
    }
    return digests;
  }

  /** A character has at most three bytes: what may be longer than there is room for is left to the platform. */
  #isTooLong(first: number, count: number, { nonceStart, names, start, heads, tails }: FieldTexts): boolean {
    const most = Math.floor((mostBlocks * blockLength - 9) / 3);
    for (let at = first; at < first + count; at++) {
      const length = start.length + (heads[at]?.length ?? 0) + (tails[at]?.length ?? 0);
      if (length > most || nonceStart.length + (names[at]?.length ?? 0) > most) return true;
    }
    return false;
  }

  #padSecret(secret: Uint8Array): void {
    const words = this.#words;
    for (let at = 0; at < blockLength; at += 4) {
      const word =
        ((secret[at] ?? 0) << 24) |
        ((secret[at + 1] ?? 0) << 16) |
        ((secret[at + 2] ?? 0) << 8) |
        (secret[at + 3] ?? 0);
      for (let lane = 0; lane < lanes; lane++) {
        words[blockAt + at + lane] = word ^ innerPad;
        words[otherBlockAt + at + lane] = word ^ outerPad;
      }
    }
    this.#pad(secretAt);
  }

  /** The nonces that were just computed become the keys of their lanes. */
  #padNonces(): void {
    const words = this.#words;
    for (let at = 0; at < stateWords; at++) {
      const word = words[stateAt + at] ?? 0;
      words[blockAt + at] = word ^ innerPad;
      words[otherBlockAt + at] = word ^ outerPad;
    }
    words.fill(innerPad, blockAt + stateWords, blockAt + blockWords);
    words.fill(outerPad, otherBlockAt + stateWords, otherBlockAt + blockWords);
    this.#pad(noncesAt);
  }

  #pad({ inner, outer }: KeyStates): void {
    this.#words.set(initialStates, inner);
    this.#words.set(initialStates, outer);
    this.#compress(bytesIn(inner), bytesIn(blockAt));
    this.#compress(bytesIn(outer), bytesIn(otherBlockAt));
  }

  /** Writes a padded message into its lane. */
  #write(lane: number, start: Start, head: string, tail: string): void {
    const words = this.#words;
    this.#at = messageAt + lane;
    for (const word of start.words) {
      words[this.#at] = word;
      this.#at += lanes;
    }
    this.#word = start.rest;
    this.#filled = start.restLength;
    this.#add(head);
    this.#add(tail);
    const length = this.#at - messageAt - lane + this.#filled;
    const last = messageAt + lane + (((length + 8) >> 6) * 16 + 15) * lanes;
    words[this.#at] = ((this.#word << 8) | 0x80) << (8 * (3 - this.#filled));
    for (let at = this.#at + lanes; at < last; at += lanes) words[at] = 0;
    words[last] = (blockLength + length) * 8;
    this.#blocks[lane] = ((length + 8) >> 6) + 1;
  }

  #add(text: string): void {
    const words = this.#words;
    let [at, word, filled] = [this.#at, this.#word, this.#filled];
    for (let next = 0; next < text.length; next++) {
      const code = text.charCodeAt(next);
      if (code > 127) {
        this.#at = at;
        this.#word = word;
        this.#filled = filled;
        this.#addBytes(Buffer.from(text.slice(next), "utf8"));
        return;
      }
      word = (word << 8) | code;
      if (++filled === 4) {
        words[at] = word;
        at += lanes;
        word = filled = 0;
      }
    }
    this.#at = at;
    this.#word = word;
    this.#filled = filled;
  }

  #addBytes(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.#word = (this.#word << 8) | byte;
      if (++this.#filled < 4) continue;
      this.#words[this.#at] = this.#word;
      this.#at += lanes;
      this.#word = this.#filled = 0;
    }
  }

  /** From the messages in their lanes, under the keys of those states, to the HMACs in the state. */
  #run({ inner, outer }: KeyStates, count: number): void {
    const [words, blocks] = [this.#words, this.#blocks];
    words.copyWithin(stateAt, inner, inner + stateWords);
    words.fill(0, blockAt, blockAt + blockWords);
    let most = 1;
    for (let lane = 0; lane < count; lane++) most = Math.max(most, blocks[lane] ?? 0);
    for (let block = 1; block <= most; block++) {
      this.#compress(bytesIn(stateAt), bytesIn(messageAt + (block - 1) * blockWords));
      // A lane whose message ends here goes on with what nobody reads.
      for (let lane = 0; lane < count; lane++)
        if (blocks[lane] === block)
          for (let at = lane; at < stateWords; at += lanes) words[blockAt + at] = words[stateAt + at] ?? 0;
    }
    for (let lane = 0; lane < lanes; lane++) {
      words[blockAt + stateWords + lane] = 0x80 << 24;
      words[blockAt + 15 * lanes + lane] = (blockLength + digestLength) * 8;
    }
    words.copyWithin(stateAt, outer, outer + stateWords);
    this.#compress(bytesIn(stateAt), bytesIn(blockAt));
  }

  #read(lane: number, digests: Uint8Array, from: number): void {
    for (let at = 0; at < 8; at++) {
      const word = this.#words[stateAt + at * lanes + lane] ?? 0;
      digests[from + 4 * at] = word >>> 24;
      digests[from + 4 * at + 1] = word >>> 16;
      digests[from + 4 * at + 2] = word >>> 8;
      digests[from + 4 * at + 3] = word;
    }
  }
}

const hasher = laneHasher();

/** Absent on a machine without vectors. */
export const laneHmac: LaneHmac | null = hasher && new LaneHmac(hasher);
