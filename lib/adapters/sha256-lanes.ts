/**
 * SHA-256 of four messages at a time. An entry's leaf takes more than a hundred short hashes, and the platform's own take longer to
 * call than to compute; WebAssembly's vectors hash four side by side, each in a lane of its own. The module is assembled here, since
 * there is no source that it could be compiled from: FIPS 180-4, 6.2.2, one vector instruction for each of its operations.
 */

const roundConstants = [
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
  0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
  0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
  0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
  0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
  0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
  0xc67178f2,
];

type Code = readonly number[];

/** LEB128, as the format writes whole numbers. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) | 128);
  }
}

function signed(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value | 0; ; rest >>= 7) {
    const byte = rest & 127;
    if ((rest >> 7 === 0 && (byte & 64) === 0) || (rest >> 7 === -1 && (byte & 64) !== 0)) return [...bytes, byte];
    bytes.push(byte | 128);
  }
}

const section = (id: number, body: Code): number[] => [id, ...unsigned(body.length), ...body];
const text = (value: string): number[] => [value.length, ...Buffer.from(value, "latin1")];

const get = (local: number): number[] => [0x20, ...unsigned(local)];
const set = (local: number): number[] => [0x21, ...unsigned(local)];
const number32 = (value: number): number[] => [0x41, ...signed(value)];
const vector = (operation: number): number[] => [0xfd, ...unsigned(operation)];
const load = (pointer: number, offset: number): number[] => [...get(pointer), ...vector(0x00), 4, ...unsigned(offset)];
const store = (offset: number): number[] => [...vector(0x0b), 4, ...unsigned(offset)];
const splat = (value: number): number[] => [...number32(value), ...vector(0x11)];
const select = (ones: Code, zeros: Code, mask: Code): number[] => [...ones, ...zeros, ...mask, ...vector(0x52)];
const xor = (...parts: readonly Code[]): number[] =>
  parts.flatMap((part, at) => (at === 0 ? part : [...part, ...vector(0x51)]));
const add = (...parts: readonly Code[]): number[] =>
  parts.flatMap((part, at) => (at === 0 ? part : [...part, ...vector(0xae)]));
const shiftRight = (value: Code, by: number): number[] => [...value, ...number32(by), ...vector(0xad)];
const shiftLeft = (value: Code, by: number): number[] => [...value, ...number32(by), ...vector(0xab)];
const rotate = (value: Code, by: number): number[] => [
  ...shiftRight(value, by),
  ...shiftLeft(value, 32 - by),
  ...vector(0x50),
];

/** Locals: 0 and 1 are the pointers to the state and to the block; then the eight working variables and the sixteen words. */
const firstVariable = 2;
const firstWord = 10;
const sum = firstWord + 16;
const localCount = 25;

function compressCode(): number[] {
  const code: number[] = [];
  for (let at = 0; at < 8; at++) code.push(...load(0, at * 16), ...set(firstVariable + at));
  for (let at = 0; at < 16; at++) code.push(...load(1, at * 16), ...set(firstWord + at));
  for (const [round, constant] of roundConstants.entries()) {
    // Instead of moving eight variables on, each round calls them by other names.
    const [a, b, c, d, e, f, g, h] = Array.from({ length: 8 }, (_, at) => firstVariable + ((at - round + 64) % 8)) as [
      ...[number, number, number, number],
      ...[number, number, number, number],
    ];
    const word = (back: number): number[] => get(firstWord + ((round + 16 - back) % 16));
    if (round >= 16) {
      const early = xor(rotate(word(15), 7), rotate(word(15), 18), shiftRight(word(15), 3));
      const late = xor(rotate(word(2), 17), rotate(word(2), 19), shiftRight(word(2), 10));
      code.push(...add(word(0), early, word(7), late), ...set(firstWord + (round % 16)));
    }
    const ofE = xor(rotate(get(e), 6), rotate(get(e), 11), rotate(get(e), 25));
    const ofA = xor(rotate(get(a), 2), rotate(get(a), 13), rotate(get(a), 22));
    const choice = select(get(f), get(g), get(e));
    const majority = select(get(c), get(a), xor(get(a), get(b)));
    code.push(...add(get(h), ofE, choice, splat(constant), word(0)), ...set(sum));
    code.push(...add(get(d), get(sum)), ...set(d), ...add(get(sum), ofA, majority), ...set(h));
  }
  for (let at = 0; at < 8; at++)
    code.push(...get(0), ...add(load(0, at * 16), get(firstVariable + at)), ...store(at * 16));
  return [1, localCount, 0x7b, ...code, 0x0b];
}

function assemble(): Uint8Array<ArrayBuffer> {
  const body = compressCode();
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 2, 0x7f, 0x7f, 0]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, 1]),
    ...section(7, [2, ...text("memory"), 2, 0, ...text("compress"), 0, 0]),
    ...section(10, [1, ...unsigned(body.length), ...body]),
  ]);
}

export const lanes = 4;

export interface LaneHasher {
  /** Shared with the module: word w of lane l of what begins at byte p is at p / 4 + 4 w + l. */
  readonly words: Int32Array;
  /** One block of each lane into the state of each lane; both are named by the byte at which they begin. */
  readonly compress: (state: number, block: number) => void;
}

/** Null on a machine without vectors: the platform's own hashing is slower there and as right. */
export function laneHasher(): LaneHasher | null {
  const code = assemble();
  if (!WebAssembly.validate(code)) return null;
  const { memory, compress } = new WebAssembly.Instance(new WebAssembly.Module(code)).exports;
  if (!(memory instanceof WebAssembly.Memory) || typeof compress !== "function") return null;
  return { words: new Int32Array(memory.buffer), compress: compress as LaneHasher["compress"] };
}
