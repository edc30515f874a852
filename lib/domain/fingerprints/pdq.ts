/**
 * PDQ (Facebook, "The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm", 2019): 256 bits of the lowest frequencies of a
 * picture's brightness, and how much there was to see in it. The same module runs in the browser and on the server.
 */

/** Rows one after the other; brightness from 0 to 255. */
export interface Luminance {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

export interface Fingerprint {
  /** 64 hexadecimal digits, in the order in which PDQ's own tools write them. */
  readonly pdq: string;
  /** 0–100; below 50 the picture says too little to be told from others. */
  readonly quality: number;
}

/** Side of the picture that the frequencies are taken of, and how many of the lowest are kept in each direction. */
const side = 64;
const kept = 16;
const bits = kept * kept;

/**
 * PDQ's releases differ by a few bits. "cpp" is the one that others hash with today: pictures larger than 512 are first reduced to
 * 512 × 512 by taking points. "java" looks at every point, and has the two widths of its filter the other way round.
 */
export type PdqRelease = "cpp" | "java";

const largest = 512;

/** Which columns and rows of a picture are looked at, by release: whoever has to fetch them need not fetch the others. */
export function pointsLookedAt(
  width: number,
  height: number,
  release: PdqRelease = "cpp",
): { readonly columns: Int32Array; readonly rows: Int32Array } {
  const isReduced = release === "cpp" && (width > largest || height > largest);
  const every = (length: number) => {
    const count = isReduced ? largest : length;
    return Int32Array.from({ length: count }, (_, at) => Math.floor((at * length) / count));
  };
  return { columns: every(width), rows: every(height) };
}

/** BT.601; `rgba` has four bytes a pixel, the last of which is not looked at. Points are taken as `release` does. */
export function luminanceOf(
  rgba: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
  release: PdqRelease = "cpp",
): Luminance {
  const { columns, rows } = pointsLookedAt(width, height, release);
  const values = new Float32Array(columns.length * rows.length);
  let at = 0;
  for (const y of rows)
    for (const x of columns) {
      const from = 4 * (y * width + x);
      values[at++] = 0.299 * (rgba[from] ?? 0) + 0.587 * (rgba[from + 1] ?? 0) + 0.114 * (rgba[from + 2] ?? 0);
    }
  return { width: columns.length, height: rows.length, values };
}

/** The mean of a window that slides along one row or column, shorter at both ends. */
function slide(
  source: Float32Array,
  target: Float32Array,
  start: number,
  count: number,
  stride: number,
  window: number,
): void {
  const half = Math.floor((window + 2) / 2);
  let [sum, held, left, right, out] = [0, 0, start, start, start];
  const take = () => {
    sum += source[right] ?? 0;
    right += stride;
  };
  const drop = () => {
    sum -= source[left] ?? 0;
    left += stride;
  };
  const write = () => {
    target[out] = sum / held;
    out += stride;
  };
  for (let step = 0; step < half - 1; step++, held++) take();
  for (let step = half - 1; step < window; step++) {
    take();
    held++;
    write();
  }
  for (let step = window; step < count; step++) {
    take();
    drop();
    write();
  }
  for (let step = 0; step < half - 1; step++) {
    drop();
    held--;
    write();
  }
}

/** Wide enough that nothing is lost between the 64 points that are looked at afterwards. */
const windowFor = (length: number): number => Math.ceil(length / (2 * side));

/** A tent filter: two passes of a sliding mean in each direction. */
function blurred({ width, height, values }: Luminance, release: PdqRelease): Float32Array {
  let [from, to] = [values.slice(), new Float32Array(values.length)];
  const windows = [windowFor(width), windowFor(height)];
  const [across = 1, down = 1] = release === "java" ? windows.reverse() : windows;
  for (let pass = 0; pass < 2; pass++) {
    for (let row = 0; row < height; row++) slide(from, to, row * width, width, 1, across);
    [from, to] = [to, from];
    for (let column = 0; column < width; column++) slide(from, to, column, height, width, down);
    [from, to] = [to, from];
  }
  return from;
}

function reduced(picture: Luminance, release: PdqRelease): Float32Array {
  const { width, height } = picture;
  const values = blurred(picture, release);
  const small = new Float32Array(side * side);
  for (let row = 0; row < side; row++) {
    const y = Math.floor(((row + 0.5) * height) / side);
    for (let column = 0; column < side; column++)
      small[row * side + column] = values[y * width + Math.floor(((column + 0.5) * width) / side)] ?? 0;
  }
  return small;
}

/** How much neighbouring points differ, up to 100. */
function qualityOf(small: Float32Array): number {
  let sum = 0;
  const step = (a: number, b: number) => {
    sum += Math.abs(Math.trunc((((small[a] ?? 0) - (small[b] ?? 0)) * 100) / 255));
  };
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      const at = row * side + column;
      if (row + 1 < side) step(at, at + side);
      if (column + 1 < side) step(at, at + 1);
    }
  return Math.min(100, Math.trunc(sum / 90));
}

/** Rows are frequencies 1 to 16 of the cosine transform over 64 points. */
const cosines = Float32Array.from({ length: kept * side }, (_, at) => {
  const [frequency, point] = [Math.floor(at / side) + 1, at % side];
  return Math.sqrt(2 / side) * Math.cos((Math.PI / 2 / side) * frequency * (2 * point + 1));
});

function frequenciesOf(small: Float32Array): Float32Array {
  const half = new Float32Array(kept * side);
  for (let row = 0; row < kept; row++)
    for (let column = 0; column < side; column++) {
      let sum = 0;
      for (let at = 0; at < side; at++) sum += (cosines[row * side + at] ?? 0) * (small[at * side + column] ?? 0);
      half[row * side + column] = sum;
    }
  const frequencies = new Float32Array(bits);
  for (let row = 0; row < kept; row++)
    for (let column = 0; column < kept; column++) {
      let sum = 0;
      for (let at = 0; at < side; at++) sum += (half[row * side + at] ?? 0) * (cosines[column * side + at] ?? 0);
      frequencies[row * kept + column] = sum;
    }
  return frequencies;
}

/** One bit for each frequency that is above the median; the last comes first, as the reference writes them. */
function hexOf(frequencies: Float32Array): string {
  const median = [...frequencies].sort((a, b) => a - b)[bits / 2 - 1] ?? 0;
  let text = "";
  for (let digit = bits / 4 - 1; digit >= 0; digit--) {
    let value = 0;
    for (let bit = 3; bit >= 0; bit--) value = value * 2 + ((frequencies[digit * 4 + bit] ?? 0) > median ? 1 : 0);
    text += value.toString(16);
  }
  return text;
}

/** Smaller pictures say nothing: the reference gives them no bits and no quality. */
const leastSide = 5;
const isTooSmall = ({ width, height }: Luminance): boolean => width < leastSide || height < leastSide;
const nothing: Fingerprint = { pdq: "0".repeat(bits / 4), quality: 0 };

/** `release` must be the one that the luminance was taken for. */
export function fingerprintOf(picture: Luminance, release: PdqRelease = "cpp"): Fingerprint {
  if (isTooSmall(picture)) return nothing;
  const small = reduced(picture, release);
  return { pdq: hexOf(frequenciesOf(small)), quality: qualityOf(small) };
}

/** What is told of a picture: its fingerprint, and those of the picture turned by quarters and mirrored, its own first. */
export interface TurnedFingerprint extends Fingerprint {
  readonly orientations: readonly string[];
}

/**
 * The fingerprint with all eight of its orientations. A mirror only changes the sign of every other frequency, and a quarter turn also
 * swaps rows and columns, so the picture is looked at once.
 */
export function turnedFingerprintOf(picture: Luminance): TurnedFingerprint {
  if (isTooSmall(picture)) return { ...nothing, orientations: Array<string>(8).fill(nothing.pdq) };
  const small = reduced(picture, "cpp");
  const own = frequenciesOf(small);
  const turned = (isSwapped: boolean, isMirrored: boolean, isUpended: boolean): string =>
    hexOf(
      own.map((_, at) => {
        const [row, column] = [Math.floor(at / kept), at % kept];
        const value = own[isSwapped ? column * kept + row : at] ?? 0;
        return (isMirrored && column % 2 === 0) !== (isUpended && row % 2 === 0) ? -value : value;
      }),
    );
  const orientations = [false, true].flatMap((isSwapped) =>
    [false, true].flatMap((isMirrored) => [false, true].map((isUpended) => turned(isSwapped, isMirrored, isUpended))),
  );
  return { pdq: hexOf(own), quality: qualityOf(small), orientations };
}

export const orientationsOf = (picture: Luminance): readonly string[] => turnedFingerprintOf(picture).orientations;

/** In how many of the 256 bits two fingerprints differ. */
export function distanceOf(a: string, b: string): number {
  let distance = 0;
  for (let at = 0; at < a.length; at += 8) {
    let rest = Number.parseInt(a.slice(at, at + 8), 16) ^ Number.parseInt(b.slice(at, at + 8), 16);
    for (; rest !== 0; rest &= rest - 1) distance += 1;
  }
  return distance;
}
