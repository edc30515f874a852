import { fileRoute } from "@/lib/actions/file-route";
import { readCheckpoint } from "@/lib/queries/trail-proofs";

/** The newest signed head as a file, to keep away from here. */
export const GET = fileRoute(async (actor) => {
  const { note, size } = await readCheckpoint(actor);
  return { name: `checkpoint-${String(size)}.txt`, mediaType: "text/plain; charset=utf-8", body: note };
});
