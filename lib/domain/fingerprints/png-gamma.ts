const textAt = (view: DataView, at: number): string =>
  String.fromCharCode(...[0, 1, 2, 3].map((step) => view.getUint8(at + step)));

/**
 * Where a PNG file says how its brightness is to be bent, from and to. Browsers do as it says, the server's decoder and the tools that
 * publish fingerprints do not, and a fingerprint is of the numbers as they stand. Nothing for another kind of file, or one that is cut.
 */
export function gammaIn(bytes: Uint8Array): readonly [from: number, to: number] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 8 || view.getUint32(0) !== 0x89504e47) return null;
  // It stands before the picture's own points; each part says its length, and has twelve bytes besides.
  for (let at = 8; at + 12 <= bytes.length;) {
    const [kind, next] = [textAt(view, at + 4), at + 12 + view.getUint32(at)];
    if (kind === "gAMA") return [at, next];
    if (kind === "IDAT") return null;
    at = next;
  }
  return null;
}
