import "server-only";
import { nodeHashing } from "@/lib/adapters/node-hashing";
import type { TrailReader } from "@/lib/db/trail-reader";
import { cosignatureRows, headRows, leafRows, tileRows } from "@/lib/db/verify-pages";
import { headProblem, isCosigned } from "@/lib/domain/audit/head-check";
import { keysAt, type LogKey } from "@/lib/domain/audit/log-keys";
import { checkPage, inLog, type PageReport } from "@/lib/domain/audit/page-check";
import type { Problem } from "@/lib/domain/audit/problems";
import { parseVerifierKey } from "@/lib/domain/audit/signed-note";
import { leavesPerTile } from "@/lib/domain/audit/tree-scan";

/** A stretch of one log; plain data, so that another thread can be asked. */
export interface PageTask {
  readonly log: number;
  readonly origin: string;
  readonly keys: readonly LogKey[];
  readonly from: number;
  readonly to: number;
  /** Sizes beside those of the signed heads at which the root is wanted. */
  readonly sizes: readonly number[];
}

export interface PageOutcome extends PageReport {
  /** The signed heads of this stretch, with the roots that they say. */
  readonly heads: readonly { readonly size: number; readonly root: Uint8Array }[];
}

export async function examinePage(reader: TrailReader, task: PageTask): Promise<PageOutcome> {
  const { log, origin, from, to } = task;
  const rows = await leafRows(reader, log, from, to);
  const tiles = await tileRows(reader, log, 0, from / leavesPerTile, Math.ceil(to / leavesPerTile));
  const heads = await headRows(reader, log, from, to);
  const cosignatures = await cosignatureRows(reader, log, from, to);
  const wanted = new Set([...heads.map(({ size }) => size), ...task.sizes.filter((size) => size > from && size <= to)]);
  const sizes = [...wanted].sort((a, b) => a - b);
  const report = checkPage({ log, from, to, rows, tiles, sizes }, nodeHashing);

  const wrongHeads = heads.flatMap((head): Problem[] => {
    const keys = keysAt(task.keys, head.size).map(parseVerifierKey);
    const problem = headProblem(head, { origin, keys }, nodeHashing);
    return problem === null ? [] : [{ id: inLog(log, `checkpoint ${head.size}`), problem }];
  });
  const notes = new Map(heads.map(({ size, note }) => [size, note]));
  const wrongCosignatures = cosignatures
    .filter((one) => !isCosigned(notes.get(one.size) ?? "", one, nodeHashing))
    .map(({ size, vkey }): Problem => {
      const name = vkey.split("+")[0] ?? "";
      return { id: inLog(log, `cosignature ${size}`), problem: "cosignature_wrong", details: { witness: name } };
    });
  return {
    ...report,
    problems: [...report.problems, ...wrongHeads, ...wrongCosignatures],
    heads: heads.map(({ size, root }) => ({ size, root })),
  };
}
