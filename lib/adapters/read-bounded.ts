import "server-only";
import { addAbortSignal, Readable, type Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import * as zlib from "node:zlib";

export interface BoundedBody {
  readonly bytes: Buffer;
  /** There was more, or it came too late. */
  readonly isCut: boolean;
  /** Packed in a way that is not read here, or broken. */
  readonly isUnreadable: boolean;
}

/** More layers than any honest server packs an answer in. */
const codingsAtMost = 3;

/** From the outermost layer inwards; null where one of them is not read here. */
function decodersFor(codings: string, firstByte: number): Transform[] | null {
  const names = codings
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && name !== "identity")
    .reverse();
  if (names.length > codingsAtMost) return null;
  const decoders: Transform[] = [];
  for (const name of names) {
    if (name === "gzip" || name === "x-gzip") decoders.push(zlib.createGunzip());
    else if (name === "br") decoders.push(zlib.createBrotliDecompress());
    // Some servers leave the frame of zlib away.
    else if (name === "deflate")
      decoders.push(decoders.length === 0 && (firstByte & 0x0f) !== 8 ? zlib.createInflateRaw() : zlib.createInflate());
    else if (name === "zstd" && "createZstdDecompress" in zlib)
      decoders.push((zlib as unknown as { createZstdDecompress: () => Transform }).createZstdDecompress());
    else return null;
  }
  return decoders;
}

/**
 * Reads and unpacks an answer's body and holds no more of it than `bytesAtMost`, however much a small answer unpacks to: nothing is
 * unpacked beyond the bound. Never throws; what is broken is read as far as it goes.
 */
export async function readBounded(
  source: Readable,
  codings: string,
  bytesAtMost: number,
  stop: AbortSignal,
): Promise<BoundedBody> {
  const parts: Buffer[] = [];
  let length = 0;
  let isCut = false;
  let isUnreadable = false;
  const end = new AbortController();
  const signal = AbortSignal.any([stop, end.signal]);
  const take = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of chunks) {
      parts.push(chunk.subarray(0, bytesAtMost - length));
      length += chunk.length;
      if (length > bytesAtMost) {
        isCut = true;
        end.abort();
        return;
      }
    }
  };
  // What one packed byte may hold is no bound by itself: a chain of empty parts unpacks to nothing for ever.
  async function* bounded(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let packed = 0;
    for await (const chunk of chunks) {
      packed += chunk.length;
      if (packed > bytesAtMost * 2) {
        isCut = true;
        return;
      }
      yield chunk;
    }
  }
  try {
    const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    const first = await raced(chunks.next(), stop);
    if (first.done !== true) {
      const decoders = decodersFor(codings, first.value[0] ?? 0);
      const rest = { [Symbol.asyncIterator]: () => chunks };
      const whole = bounded(
        (async function* () {
          yield first.value;
          yield* rest;
        })(),
      );
      if (decoders === null) isUnreadable = true;
      else await take(unpacked(Readable.from(whole), decoders, signal));
    }
  } catch {
    // Cut by its bound it has ended well.
    if (stop.aborted) isCut = true;
    else isUnreadable = !end.signal.aborted;
  } finally {
    source.destroy();
  }
  return { bytes: Buffer.concat(parts), isCut, isUnreadable };
}

function unpacked(packed: Readable, decoders: readonly Transform[], signal: AbortSignal): Readable {
  let stream = packed;
  for (const decoder of decoders) {
    // What goes wrong in it is told to whoever reads from its end.
    pipeline(stream, decoder, { signal }).catch(() => undefined);
    stream = decoder;
  }
  return addAbortSignal(signal, stream);
}

/** The work's end, or the stop's, whichever comes first. */
export function raced<T>(work: Promise<T>, stop: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      reject(stop.reason instanceof Error ? stop.reason : new Error("stopped"));
    };
    if (stop.aborted) {
      work.catch(() => undefined);
      leave();
      return;
    }
    stop.addEventListener("abort", leave, { once: true });
    work.then(resolve, reject).finally(() => {
      stop.removeEventListener("abort", leave);
    });
  });
}
