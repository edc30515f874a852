import type { NextRequest } from "next/server";
import { health, version } from "@/lib/queries/health";

export const dynamic = "force-dynamic";

/** Ready (200, or 503 while the database is away); with `?live` only: this process answers. */
export async function GET(request: NextRequest): Promise<Response> {
  const headers = { "cache-control": "no-store" };
  if (request.nextUrl.searchParams.has("live")) return Response.json({ status: "ok", version }, { headers });
  const state = await health();
  return Response.json(state, { status: state.status === "ok" ? 200 : 503, headers });
}
