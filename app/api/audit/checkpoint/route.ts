import { getActor } from "@/lib/auth/current-actor";
import { DomainError } from "@/lib/domain/errors";
import { readCheckpoint } from "@/lib/queries/trail-proofs";

const refused = (status: number): Response =>
  Response.json({ code: "not_found" }, { status, headers: { "cache-control": "no-store" } });

/** The newest signed head as a file, to keep away from here. */
export async function GET(): Promise<Response> {
  const actor = await getActor();
  if (!actor) return refused(401);
  try {
    const { note, size } = await readCheckpoint(actor);
    return new Response(note, {
      headers: {
        "content-type": "text/plain; charset=utf-8",
        "content-disposition": `attachment; filename="checkpoint-${String(size)}.txt"`,
        "cache-control": "no-store",
      },
    });
  } catch (error) {
    if (error instanceof DomainError) return refused(error.code === "not_found" ? 404 : 403);
    throw error;
  }
}
