import "server-only";
import { trailNameOf, type Actor } from "@/lib/domain/access/actor";
import { isHeldInIncidents, readOnlyDesk } from "@/lib/domain/access/mode";
import type { AuditAction } from "@/lib/domain/audit/actions";
import { conflict, DomainError, forbidden } from "@/lib/domain/errors";
import { ask, db, Prisma, type Tx } from "./client";
import { kept } from "./kept-statements";

export interface ChangeOptions {
  /** A stable marker for why; never free text. */
  reason?: string;
  /** For tables that carry no case of their own: the case that the entries belong to. */
  caseId?: string;
  /** Advisory locks of the transaction, taken with the first statement: what is read afterwards is read under them. */
  lock?: Prisma.Sql;
}

/**
 * The one way to write. Opens a transaction, tells the triggers who does what and why, runs the work. The entries of the trail
 * are written by the triggers in the same transaction: neither can exist without the other.
 * @throws DomainError `conflict` where the database's own rules (uniqueness, serialisation) refuse; `unavailable` where it is away,
 * or in an incident (read_only_mode); `forbidden` (signed_out) for whoever has been suspended meanwhile.
 */
export async function change<T>(
  actor: Actor,
  action: AuditAction,
  options: ChangeOptions,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  try {
    return await db().$transaction(async (tx) => {
      await tx.$executeRaw`${kept} SELECT ${contextOf(actor, action, options)}`;
      return await work(tx);
    });
  } catch (error) {
    throw translated(error);
  }
}

/**
 * A change that is one statement, and so a transaction by itself: the same context, the same refusals, one exchange with the
 * database. `write` is given the context as the columns of a SELECT, which the statement must evaluate before it writes; the
 * triggers speak at its end. What it reads it reads as of its beginning, before the lock is held: that is for it to mind.
 */
export async function changeAtOnce<Row extends object>(
  actor: Actor,
  action: AuditAction,
  options: ChangeOptions,
  write: (context: Prisma.Sql) => Prisma.Sql,
): Promise<Row[]> {
  try {
    return await ask<Row>(write(contextOf(actor, action, options)));
  } catch (error) {
    throw translated(error);
  }
}

/**
 * Who does what and why, for the triggers, until the transaction ends. Refused here for whoever has been suspended meanwhile, and
 * where an incident holds such changes back.
 */
function contextOf(actor: Actor, action: AuditAction, { reason, caseId, lock }: ChangeOptions): Prisma.Sql {
  // Two people who suspend each other at once would wait for each other: they meet under the lock of lockPeople instead.
  const person = actor.kind === "user" && action !== "person.suspended" ? actor.id : null;
  const guard = Prisma.sql`, begin_change(${person}::uuid, ${isHeldInIncidents(actor, action)}::boolean)`;
  return Prisma.sql`set_config('demasque.actor', ${trailNameOf(actor)}, true), set_config('demasque.action', ${action}, true),
    set_config('demasque.reason', ${reason ?? ""}, true), set_config('demasque.case', ${caseId ?? ""}, true),
    set_config('demasque.request', ${actor.requestId}, true)${guard}${lock ? Prisma.sql`, ${lock}` : Prisma.empty}`;
}

/** From here on the entries of this transaction bear another action: one gesture may be several facts. */
export async function nameAction(tx: Tx, action: AuditAction): Promise<void> {
  await tx.$executeRaw`SELECT set_config('demasque.action', ${action}, true)`;
}

/** From here on the entries of this transaction bear another reason: a stable marker. */
export async function nameReason(tx: Tx, reason: string): Promise<void> {
  await tx.$executeRaw`SELECT set_config('demasque.reason', ${reason}, true)`;
}

/** Postgres' own refusals, in the product's closed codes; everything else is passed on with its cause. */
export function translated(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  const code = databaseCodeOf(error);
  if (code === "P2002" || code === "23505") return conflict("already_exists", {});
  // Said by erase_case: what it would delete has to be sealed first.
  if (code === "DM001") return conflict("trail_unsealed");
  // Said by begin_change.
  if (code === "DM003") return readOnlyDesk();
  if (code === "DM004") return forbidden("signed_out");
  if (code === "DM005") return conflict("case_takes_no_evidence");
  // Said of notices about an account that the safety lane holds.
  if (code === "DM006") return conflict("restricted_desk");
  if (code === "P2034" || code === "40001" || code === "40P01") return conflict("try_again", {});
  if (
    code === "P2028" ||
    code === "P1001" ||
    code === "P1017" ||
    code === "57P01" ||
    code === "57P03" ||
    code === "ECONNREFUSED"
  ) {
    return new DomainError("unavailable", "database", {}, { cause: error });
  }
  return error;
}

function databaseCodeOf(error: unknown): string | undefined {
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    const original = (error.meta as { driverAdapterError?: { cause?: { originalCode?: string } } } | undefined)
      ?.driverAdapterError?.cause?.originalCode;
    return original ?? error.code;
  }
  return (error as { code?: string } | null)?.code;
}
