import { readFileSync } from "node:fs";
import path from "node:path";
import PDFDocument from "pdfkit";
import { coverageOf } from "./font-coverage";

const files = { text: "atkinson-next-400", strong: "atkinson-next-700", mono: "atkinson-mono-400" } as const;
type Face = keyof typeof files;

interface LoadedFont {
  bytes: Buffer;
  covered: ReadonlySet<number>;
}
let loaded: Record<Face, LoadedFont> | undefined;

function fonts(): Record<Face, LoadedFont> {
  const load = (face: Face): LoadedFont => {
    const bytes = readFileSync(path.join(process.cwd(), "lib", "documents", "fonts", `${files[face]}.ttf`));
    return { bytes, covered: coverageOf(bytes) };
  };
  loaded ??= { text: load("text"), strong: load("strong"), mono: load("mono") };
  return loaded;
}

/** Blanks and hyphens of other widths that the letters do not have; nothing that is read differently. */
const standIns: Readonly<Record<string, string>> = {
  "\u202F": "\u00A0",
  "\u2009": "\u00A0",
  "\u2011": "-",
  "\t": "    ",
};

/**
 * The text with a visible mark, [U+0430], for each character that the letters do not draw: a Cyrillic look-alike, an emoji or an
 * invisible control in a name must be seen by whoever judges it, and must not vanish.
 */
export function drawable(text: string, face: Face): string {
  const { covered } = fonts()[face];
  return Array.from(text, (character) => {
    const shown = standIns[character] ?? character;
    const code = shown.codePointAt(0) ?? 0;
    if (shown === "\n" || (covered.has(code) && code >= 0x20)) return shown;
    return `[U+${code.toString(16).toUpperCase().padStart(4, "0")}]`;
  }).join("");
}

export type PdfBlock =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "list"; readonly lead: string | null; readonly items: readonly string[] }
  | {
      readonly kind: "facts";
      readonly lead: string | null;
      readonly lines: readonly { readonly label: string; readonly value: string }[];
    }
  | { readonly kind: "table"; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  /** As it stands, in letters of one width: a checkpoint, a digest. */
  | { readonly kind: "verbatim"; readonly text: string };

export interface PdfContent {
  readonly title: string;
  readonly language: "en" | "fr";
  /** Of which only the day is kept. */
  readonly madeOn: Date;
  readonly masthead: readonly string[];
  readonly blocks: readonly PdfBlock[];
  readonly closing: readonly string[];
  /** "Page 2 of 3". */
  pageLabel(page: number, pages: number): string;
}

const margin = 56;
const ink = "#1b1b1f";
const quiet = "#5c5c66";

type Doc = PDFKit.PDFDocument;
type Parent = PDFKit.PDFStructureElement;

/** One marked piece of the reading order. */
function mark(doc: Doc, parent: Parent, tag: string, draw: () => void): void {
  parent.add(doc.struct(tag, {}, [draw]));
}

const write = (doc: Doc, face: Face, size: number, text: string, options: PDFKit.Mixins.TextOptions = {}): Doc =>
  doc
    .font(face)
    .fontSize(size)
    .text(drawable(text, face), { lineGap: 2, ...options });

function printBlock(doc: Doc, parent: Parent, block: PdfBlock): void {
  if (block.kind === "heading") {
    doc.moveDown(0.6);
    // A heading alone at the foot of a page would belong to nothing.
    if (doc.y > doc.page.height - margin - 60) doc.addPage();
    mark(doc, parent, "H2", () => write(doc, "strong", 12.5, block.text));
    doc.moveDown(0.25);
    return;
  }
  if (block.kind === "paragraph") {
    mark(doc, parent, "P", () => write(doc, "text", 10.5, block.text));
  } else if (block.kind === "verbatim") {
    mark(doc, parent, "P", () => write(doc, "mono", 8.5, block.text));
  } else if (block.kind === "table") {
    printTable(doc, parent, block);
  } else {
    const { lead } = block;
    if (lead !== null) mark(doc, parent, "P", () => write(doc, "strong", 10.5, lead));
    const list = doc.struct("L");
    parent.add(list);
    const items =
      block.kind === "list"
        ? block.items.map((item) => ({ label: "", value: item }))
        : block.lines.map(({ label, value }) => ({ label, value }));
    for (const item of items) printItem(doc, list, item);
    list.end();
  }
  doc.moveDown(0.5);
}

function printItem(doc: Doc, list: Parent, { label, value }: { label: string; value: string }): void {
  const item = doc.struct("LI");
  list.add(item);
  if (label === "") {
    mark(doc, item, "Lbl", () => write(doc, "text", 10.5, "•  ", { continued: true }));
    mark(doc, item, "LBody", () => write(doc, "text", 10.5, value));
  } else {
    mark(doc, item, "Lbl", () => write(doc, "text", 9, label));
    mark(doc, item, "LBody", () => write(doc, "mono", 9.5, value === "" ? "-" : value));
  }
  item.end();
}

/** Columns of one width; a row that does not fit goes to the next page whole. */
function printTable(doc: Doc, parent: Parent, { head, rows }: Extract<PdfBlock, { kind: "table" }>): void {
  const table = doc.struct("Table");
  parent.add(table);
  const width = (doc.page.width - 2 * margin) / head.length;
  const printRow = (cells: readonly string[], tag: "TH" | "TD", face: Face): void => {
    const row = doc.struct("TR");
    table.add(row);
    doc.font(face).fontSize(9);
    const options = { width: width - 8, lineGap: 1 };
    const height = Math.max(...cells.map((cell) => doc.heightOfString(drawable(cell, face), options)));
    if (doc.y + height > doc.page.height - margin) doc.addPage();
    const { y } = doc;
    for (const [index, cell] of cells.entries()) {
      mark(doc, row, tag, () =>
        doc
          .font(face)
          .fontSize(9)
          .text(drawable(cell, face), margin + index * width, y, options),
      );
    }
    doc.x = margin;
    doc.y = y + height + 3;
    row.end();
  };
  printRow(head, "TH", "strong");
  for (const row of rows) printRow(row, "TD", "text");
  table.end();
}

/** Page numbers are no part of what is read aloud. */
function numberPages(doc: Doc, content: PdfContent): void {
  const { count } = doc.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    doc.switchToPage(page);
    doc.page.margins.bottom = 0;
    doc.markContent("Artifact", { type: "Pagination" });
    const label = drawable(content.pageLabel(page + 1, count), "text");
    doc
      .font("text")
      .fontSize(8.5)
      .fillColor(quiet)
      .text(label, margin, doc.page.height - 36, {
        width: doc.page.width - 2 * margin,
        align: "center",
        lineBreak: false,
      });
    doc.endMarkedContent();
  }
}

/**
 * The same content gives the same bytes. The file says its title, its language and the day; it names no author and no program but
 * this one, and every letter in it is embedded and tagged, so that it can be read aloud and found by a search.
 */
export function printPdf(content: PdfContent): Uint8Array<ArrayBuffer> {
  const day = new Date(content.madeOn);
  day.setUTCHours(0, 0, 0, 0);
  const doc = new PDFDocument({
    pdfVersion: "1.7",
    size: "A4",
    margin,
    tagged: true,
    displayTitle: true,
    lang: content.language,
    bufferPages: true,
    font: "",
    info: { Title: content.title, Producer: "Démasque", Creator: "Démasque", CreationDate: day, ModDate: day },
  });
  for (const face of Object.keys(files) as Face[]) doc.registerFont(face, fonts()[face].bytes);
  const root = doc.struct("Document");
  doc.addStructure(root);
  doc.fillColor(quiet);
  for (const line of content.masthead) mark(doc, root, "P", () => write(doc, "text", 9.5, line));
  doc.fillColor(ink).moveDown(0.8);
  mark(doc, root, "H1", () => write(doc, "strong", 16, content.title));
  doc.moveDown(0.6);
  for (const block of content.blocks) printBlock(doc, root, block);
  doc.moveDown(0.8).fillColor(quiet);
  for (const line of content.closing) mark(doc, root, "P", () => write(doc, "text", 9.5, line));
  root.end();
  numberPages(doc, content);
  doc.end();
  const bytes = doc.read() as Buffer | null;
  if (bytes === null) throw new Error("the document has no bytes");
  return new Uint8Array(bytes);
}
