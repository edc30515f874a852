import { type Zippable, unzipSync, Zip, ZipPassThrough, zipSync } from "fflate";

export interface BundledFile {
  readonly path: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** The earliest day that the format knows: when a file was made is nobody's affair, and the same files are the same bytes. */
const noTime = new Date(1980, 0, 1);

export function zipFiles(files: readonly BundledFile[]): Uint8Array<ArrayBuffer> {
  const entries: Zippable = {};
  // A picture is compressed already: to try again costs a second and gains nothing.
  for (const { path, mediaType, bytes } of files)
    entries[path] = [bytes, { mtime: noTime, os: 0, attrs: 0, level: mediaType === "image/jpeg" ? 0 : 9 }];
  return new Uint8Array(zipSync(entries));
}

const mostBytes = 200 * 1024 * 1024;

export const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

/** The files of an archive by their paths. What would unpack to more than any bundle holds is left packed. */
export function unzipFiles(bytes: Uint8Array): Map<string, Uint8Array> {
  let room = mostBytes;
  const files = unzipSync(bytes, {
    filter: ({ originalSize }) => {
      room -= originalSize;
      return room >= 0;
    },
  });
  return new Map(Object.entries(files));
}

/** Files that are packed already, as one archive, one after the other: no more than one of them is held at a time. */
export async function* zipStored(
  files: AsyncIterable<{ readonly path: string; readonly bytes: Uint8Array }>,
): AsyncGenerator<Uint8Array, void> {
  const ready: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, chunk) => {
    if (error) failure = error;
    else ready.push(chunk);
  });
  const flush = function* (): Generator<Uint8Array, void> {
    if (failure) throw failure;
    yield* ready.splice(0);
  };
  for await (const { path, bytes } of files) {
    const entry = new ZipPassThrough(path);
    Object.assign(entry, { mtime: noTime, os: 0, attrs: 0 });
    zip.add(entry);
    entry.push(bytes, true);
    yield* flush();
  }
  zip.end();
  yield* flush();
}
