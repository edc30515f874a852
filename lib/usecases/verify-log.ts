import "server-only";
import { nodeHashing } from "@/lib/adapters/node-hashing";
import type { TrailReader } from "@/lib/db/trail-reader";
import type { LogRow } from "@/lib/db/verify-logs";
import { surplusTiles, tileRows } from "@/lib/db/verify-pages";
import { areEqual } from "@/lib/domain/audit/bytes";
import { hashLength } from "@/lib/domain/audit/merkle-tree";
import type { LogKey } from "@/lib/domain/audit/log-keys";
import { inLog } from "@/lib/domain/audit/page-check";
import type { Problem, ProblemList } from "@/lib/domain/audit/problems";
import { leavesPerTile, type ScannedTile, TreeScan } from "@/lib/domain/audit/tree-scan";
import type { PageOutcome, PageTask } from "./examine-page";

/** A head known from elsewhere, and what is wrong where the tree has another root at its size. */
export interface KnownHead {
  readonly size: number;
  readonly root: Uint8Array;
  readonly otherwise: Problem;
}

export interface LogToVerify extends LogRow {
  readonly believed: readonly LogKey[];
  readonly known: readonly KnownHead[];
}

export interface Verifying {
  readonly reader: TrailReader;
  readonly problems: ProblemList;
  readonly examine: (tasks: Iterable<PageTask>) => AsyncGenerator<PageOutcome>;
  readonly onPage: (leaves: number) => void;
}

/** Leaves in one page; a few pages are in memory at once, whatever the log. */
const pageWidth = 8 * leavesPerTile;

export const leavesOf = ({ leaves, headSize }: LogRow): number => Math.max(leaves, headSize);

function* pagesOf(log: LogToVerify): Generator<PageTask> {
  const { number, origin, believed: keys, known } = log;
  const end = leavesOf(log);
  const sizes = known.map(({ size }) => size);
  for (let from = 0; from < end; from += pageWidth)
    yield { log: number, origin, keys, from, to: Math.min(end, from + pageWidth), sizes };
}

/** The tree of one log from its leaves up: every body, every tile, and the root at every signed or known head. */
export async function verifyLog(log: LogToVerify, { reader, problems, examine, onPage }: Verifying): Promise<void> {
  const complete: ScannedTile[] = [];
  const scan = new TreeScan(nodeHashing, (tile) => complete.push(tile));
  for await (const page of examine(pagesOf(log))) {
    problems.add(...page.problems, ...unsignedLeaves(log, page));
    addPage(log, page, scan, problems);
    problems.add(...(await wrongTiles(reader, log.number, complete.splice(0))));
    onPage(page.to - page.from);
  }
  problems.add(...(await wrongTiles(reader, log.number, scan.edge())));
  const counts = [Math.ceil(leavesOf(log) / leavesPerTile)];
  for (let level = 1; scan.tilesOn(level) > 0; level += 1) counts.push(scan.tilesOn(level));
  for (const { level, index } of await surplusTiles(reader, log.number, counts))
    problems.add({ id: inLog(log.number, `tile ${level}/${index}`), problem: "tile_surplus" });
}

function unsignedLeaves({ number, headSize }: LogRow, { from, to }: PageOutcome): Problem[] {
  const start = Math.max(from, headSize);
  return Array.from({ length: Math.max(0, to - start) }, (_, at) => ({
    id: inLog(number, `leaf ${start + at}`),
    problem: "leaf_unsigned",
  }));
}

function addPage({ number, known }: LogToVerify, page: PageOutcome, scan: TreeScan, problems: ProblemList): void {
  let added = 0;
  const addTiles = (until: number) => {
    for (; added < until; added += 1)
      scan.addTileRoot(page.tileRoots.subarray(added * hashLength, (added + 1) * hashLength));
  };
  const signed = new Map(page.heads.map(({ size, root }) => [size, root]));
  for (const { size, tiles, root: tail } of page.tails) {
    addTiles(tiles);
    const root = scan.rootWith(tail);
    const said = signed.get(size);
    if (said && !areEqual(said, root))
      problems.add({ id: inLog(number, `checkpoint ${size}`), problem: "root_differs" });
    for (const head of known) if (head.size === size && !areEqual(head.root, root)) problems.add(head.otherwise);
  }
  addTiles(page.tileRoots.length / hashLength);
}

async function wrongTiles(reader: TrailReader, log: number, tiles: readonly ScannedTile[]): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const { level, index, hashes } of tiles) {
    const kept = (await tileRows(reader, log, level, index, index + 1)).get(index);
    const id = inLog(log, `tile ${level}/${index}`);
    if (kept === undefined) problems.push({ id, problem: "tile_missing" });
    else if (!areEqual(kept, hashes)) problems.push({ id, problem: "tile_differs" });
  }
  return problems;
}
