import { NextResponse, type NextRequest } from "next/server";
import { closedAnswer } from "@/lib/actions/closed-answer";
import { getActor } from "@/lib/auth/current-actor";
import { DomainError, type ToldError } from "@/lib/domain/errors";
import { recogniseSchema } from "@/lib/domain/intake/log-form";
import { recogniseAddresses } from "@/lib/usecases/recognise-address";

const refused = (error: ToldError, status: number) => NextResponse.json({ error }, { status });

/** What the chips say while somebody types. Not an action of the page: actions wait for each other, typing does not. */
export async function POST(request: NextRequest): Promise<Response> {
  const closed = await closedAnswer();
  if (closed) return closed;
  const actor = await getActor();
  if (actor === null) return refused({ code: "forbidden", reason: "signed_out" }, 401);
  const asked = recogniseSchema.safeParse(await request.json().catch(() => null));
  if (!asked.success) return refused({ code: "invalid_input", reason: "form" }, 400);
  try {
    return NextResponse.json({ found: await recogniseAddresses(actor, asked.data.lines) });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { code, reason, details } = error;
    return refused({ code, reason, details }, code === "limited" ? 429 : 403);
  }
}
