import "server-only";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { type Box, pixelsOf } from "@/lib/domain/images/boxes";
import { blurredPoints, pictureLimits, pictureTooLarge } from "@/lib/domain/images/limits";
import { pictureKindOf, pictureKinds } from "@/lib/domain/images/picture-kind";
import { luminanceOf, type TurnedFingerprint, turnedFingerprintOf } from "@/lib/domain/fingerprints/pdq";
import { DomainError, invalidInput } from "@/lib/domain/errors";

/** What may be kept of a picture: drawn again from its points, and a derivative that shows nothing. */
export interface DrawnPicture {
  readonly width: number;
  readonly height: number;
  readonly clear: Uint8Array<ArrayBuffer>;
  readonly blurred: Uint8Array<ArrayBuffer>;
  readonly fingerprint: TurnedFingerprint;
  /** The most memory that reading it took; 0 where the system does not say. */
  readonly residentBytes: number;
}

/** Told the most memory that reading took, also of a picture that was refused. */
type MemoryHeard = (residentBytes: number) => void;

/** One reader at a time on an instance, whichever part of the server asks. */
const line = globalThis as { demasquePictures?: { last: Promise<unknown>; waiting: number } };

/**
 * Reads a picture in another process and draws it again. Nothing of the file itself is kept.
 * @throws DomainError `invalid_input` with the sentence why not; `limited images_busy`.
 */
export async function readPicture(bytes: Uint8Array, heard?: MemoryHeard): Promise<DrawnPicture> {
  if (bytes.length > pictureLimits.bytesAtMost) throw pictureTooLarge();
  const kind = pictureKindOf(bytes);
  const isRead = pictureKinds.some((one) => one === kind);
  if (!isRead) throw invalidInput(kind);
  return inTurn(() => runApart({ kind }, bytes, heard));
}

/** Draws black boxes into a picture of ours, for good. */
export async function blackenPicture(
  picture: { bytes: Uint8Array; width: number; height: number },
  boxes: readonly Box[],
): Promise<DrawnPicture> {
  const { width, height } = picture;
  return inTurn(() => runApart({ boxes: boxes.map((box) => pixelsOf(box, width, height)) }, picture.bytes));
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const state = (line.demasquePictures ??= { last: Promise.resolve(), waiting: 0 });
  if (state.waiting >= pictureLimits.waitingAtMost) throw new DomainError("limited", "images_busy");
  state.waiting += 1;
  const mine = state.last.then(work, work);
  state.last = mine.catch(() => undefined);
  return mine.finally(() => (state.waiting -= 1));
}

interface Told {
  readonly refused?: string;
  readonly residentBytes: number;
  readonly width: number;
  readonly height: number;
  readonly points: { readonly width: number; readonly height: number };
  readonly lengths: readonly number[];
}

const millisecondsBetweenLooks = 10;

function runApart(task: object, bytes: Uint8Array, heard?: MemoryHeard): Promise<DrawnPicture> {
  const program = path.join(/* turbopackIgnore: true */ process.cwd(), "lib/adapters/pictures/picture-process.mjs");
  // Nothing of our surroundings goes along: no secret, no address of a database.
  const child = spawn(process.execPath, ["--max-old-space-size=96", program], {
    env: { NODE_ENV: "production", MALLOC_ARENA_MAX: "2" },
    stdio: ["pipe", "pipe", "ignore"],
  });
  let [why, peak] = ["image_broken", 0];
  const stop = (reason: string) => {
    why = reason;
    child.kill("SIGKILL");
  };
  const watch = setInterval(() => {
    const resident = residentBytesOf(child.pid);
    peak = Math.max(peak, resident.peak);
    if (resident.now > pictureLimits.residentBytesAtMost) stop("image_memory");
  }, millisecondsBetweenLooks);
  const patience = setTimeout(() => stop("image_time"), pictureLimits.secondsAtMost * 1000);
  return new Promise<DrawnPicture>((resolve, reject) => {
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    // It may end before it has read everything.
    child.stdin.on("error", () => undefined);
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === overMemory) why = "image_memory";
      const answer = (): DrawnPicture => {
        if (code !== 0) throw refusal(why);
        const { told, parts } = answerIn(Buffer.concat(chunks));
        peak = Math.max(peak, told.residentBytes);
        if (told.refused !== undefined) throw refusal(told.refused);
        return { ...drawnIn(told, parts), residentBytes: peak };
      };
      Promise.resolve().then(answer).then(resolve, reject);
    });
    child.stdin.end(Buffer.concat(partsOf({ ...task, limits: { ...pictureLimits, blurredPoints } }, bytes)));
  }).finally(() => {
    clearInterval(watch);
    clearTimeout(patience);
    heard?.(peak);
  });
}

/** The process's own word for having passed the limit. */
const overMemory = 3;

function partsOf(task: object, bytes: Uint8Array): Uint8Array[] {
  const header = Buffer.from(JSON.stringify(task));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(header.length);
  return [length, header, bytes];
}

function answerIn(bytes: Buffer): { told: Told; parts: Buffer } {
  if (bytes.length < 4) throw refusal("image_broken");
  const from = 4 + bytes.readUInt32BE(0);
  return { told: JSON.parse(bytes.subarray(4, from).toString("utf8")) as Told, parts: bytes.subarray(from) };
}

function drawnIn({ width, height, points, lengths }: Told, parts: Buffer): Omit<DrawnPicture, "residentBytes"> {
  const [clear = 0, blurred = 0] = lengths;
  const looked = parts.subarray(clear + blurred);
  return {
    ...{ width, height },
    clear: Uint8Array.from(parts.subarray(0, clear)),
    blurred: Uint8Array.from(parts.subarray(clear, clear + blurred)),
    fingerprint: turnedFingerprintOf(luminanceOf(looked, points.width, points.height)),
  };
}

const detailsOf: Readonly<Record<string, object>> = {
  image_too_many_pixels: { maximum: pictureLimits.pixelsAtMost / 1_000_000 },
  image_too_many_frames: { maximum: pictureLimits.framesAtMost },
};
const refusal = (reason: string): DomainError => invalidInput(reason, { ...detailsOf[reason] });

/** As the system tells it; nothing where it does not, and then the process minds itself. */
function residentBytesOf(pid: number | undefined): { now: number; peak: number } {
  try {
    const text = readFileSync(`/proc/${String(pid)}/status`, "utf8");
    const kilobytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(text)?.[1] ?? 0);
    return { now: kilobytes("VmRSS") * 1024, peak: kilobytes("VmHWM") * 1024 };
  } catch {
    return { now: 0, peak: 0 };
  }
}
