/** The characters that a TrueType font draws, from its character map (formats 4 and 12 of the table `cmap`). */
export function coverageOf(font: Uint8Array): ReadonlySet<number> {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const covered = new Set<number>();
  const tables = view.getUint16(4);
  for (let index = 0; index < tables; index += 1) {
    const record = 12 + index * 16;
    if (view.getUint32(record) !== 0x63_6d_61_70) continue;
    const cmap = view.getUint32(record + 8);
    for (let sub = 0; sub < view.getUint16(cmap + 2); sub += 1) {
      addSubtable(view, cmap + view.getUint32(cmap + 4 + sub * 8 + 4), covered);
    }
  }
  return covered;
}

function addSubtable(view: DataView, start: number, covered: Set<number>): void {
  const format = view.getUint16(start);
  if (format === 12) {
    for (let group = 0; group < view.getUint32(start + 12); group += 1) {
      const at = start + 16 + group * 12;
      for (let code = view.getUint32(at); code <= view.getUint32(at + 4); code += 1) covered.add(code);
    }
  }
  if (format !== 4) return;
  const segments = view.getUint16(start + 6);
  for (let segment = 0; segment < segments; segment += 2) {
    const last = view.getUint16(start + 14 + segment);
    const first = view.getUint16(start + 16 + segments + segment);
    for (let code = first; code <= last && code < 0xffff; code += 1) covered.add(code);
  }
}
