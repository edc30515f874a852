import { invalidInput } from "../errors";
import { fromBase64, toBase64 } from "./bytes";
import { hashLength } from "./merkle-tree";

/** A proof of inclusion as one text, as C2SP tlog-proof writes it. */
export interface TlogProof {
  /** Not vouched for by anybody. Ours holds the leaf's bytes, so that the text needs no other file beside it. */
  readonly extra: Uint8Array | null;
  readonly index: number;
  readonly hashes: readonly Uint8Array[];
  /** The log's signed note, as it is. */
  readonly checkpoint: string;
}

const title = "c2sp.org/tlog-proof@v1";
/** More than any tree of leaves that can be counted needs. */
const mostHashes = 64;

export const isTlogProof = (text: string): boolean => text.startsWith(`${title}\n`);

export function formatTlogProof({ extra, index, hashes, checkpoint }: TlogProof): string {
  const lines = [title, ...(extra === null ? [] : [`extra ${toBase64(extra)}`]), `index ${index}`];
  return [...lines, ...hashes.map(toBase64), "", checkpoint].join("\n");
}

export function parseTlogProof(text: string): TlogProof {
  const split = text.indexOf("\n\n");
  const [first, ...lines] = text.slice(0, split).split("\n");
  const extraText = lines[0]?.startsWith("extra ") ? lines.shift()?.slice("extra ".length) : undefined;
  const [, index] = /^index (0|[1-9]\d*)$/.exec(lines.shift() ?? "") ?? [];
  const extra = extraText === undefined ? null : fromBase64(extraText);
  const hashes = lines.map((line) => fromBase64(line) ?? new Uint8Array(0));
  const isWhole =
    split > 0 &&
    first === title &&
    index !== undefined &&
    Number.isSafeInteger(Number(index)) &&
    hashes.length <= mostHashes;
  if (!isWhole || (extraText !== undefined && extra === null) || hashes.some((hash) => hash.length !== hashLength))
    throw invalidInput("proof_malformed");
  return { extra, index: Number(index), hashes, checkpoint: text.slice(split + 2) };
}
