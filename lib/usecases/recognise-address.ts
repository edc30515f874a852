import "server-only";
import { authenticMarkersOf } from "@/lib/db/authentic-marker";
import { db } from "@/lib/db/client";
import { spend } from "@/lib/db/rate-limits";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan, can } from "@/lib/domain/access/policy";
import { parseLines, type ParsedLine } from "@/lib/domain/addresses/parse-address";
import type { CaseState } from "@/lib/domain/case/vocabulary";
import { invalidInput } from "@/lib/domain/errors";
import { linesAtMost, type LoggedLine, type Recognised } from "@/lib/domain/intake/log-lines";
import { planIntake } from "@/lib/domain/intake/plan-intake";

interface Found {
  ordinal: number;
  isMarked: boolean;
  cases: { id: string; number: number; state: CaseState; life: number; since: string; isReporter: boolean }[];
}

/**
 * Tells which addresses the desk knows, in one reading for all of them. Those who may not know more learn "known", and the number of
 * cases they logged themselves, no faster than 120 addresses a minute; so does everybody about the lane and about accounts found authentic.
 * @throws DomainError `limited` with the seconds to wait.
 */
export async function recogniseAddresses(actor: UserActor, lines: readonly LoggedLine[]): Promise<Recognised[]> {
  assertCan(actor, "address:parse");
  const addresses = lines.flatMap(({ text, platform }, line) =>
    parseLines(text, platform ? { platform } : {}).map((address) => ({ ...address, line })),
  );
  if (addresses.length > linesAtMost) throw invalidInput("too_many_lines", { maximum: linesAtMost });
  const profiles = addresses.filter(({ kind }) => kind === "profile");
  if (profiles.length > 0 && !can(actor, "address:recognise"))
    await spend("recognise_address", actor.id, profiles.length);
  const found = new Map((await lookUp(actor, profiles)).map((row) => [profiles[row.ordinal - 1], row]));
  return addresses.map((address) => {
    const shown = { line: address.line, text: address.input, platform: address.platform, handle: address.shownHandle };
    if (address.kind === "profile") return { ...shown, ...told(actor, found.get(address)) };
    const isOfPlatform = address.kind === "content" || address.reason === "shortener";
    return { ...shown, kind: "not_an_address", isOfPlatform, reason: address.reason ?? "not_an_address" };
  });
}

function told(actor: UserActor, found: Found | undefined) {
  if (!found) return { kind: "new" } as const;
  const plan = planIntake({ cases: found.cases, isMarkedAuthentic: found.isMarked, ageAnswer: "no", history: null });
  const bare = { kind: "known", case: null, then: null } as const;
  // The same words for the lane and for what was found authentic; whoever may know no more than "known" is not told either apart.
  if (plan.kind === "lane" || plan.kind === "held")
    return can(actor, "address:recognise") ? ({ ...bare, then: "restricted" } as const) : bare;
  const subject = plan.target === "new" ? plan.predecessor : plan.target;
  if (!subject) return { kind: "new" } as const;
  const mayKnow = can(actor, "address:recognise");
  if (!mayKnow && !subject.isReporter) return bare;
  const { number, state, since } = subject;
  if (mayKnow && (state === "actioned" || state === "closed")) return { kind: "back", predecessor: number } as const;
  const then = ({ reopened: "reopens", joined: "joins", succeeded: "follows", opened: null } as const)[plan.kind];
  return { kind: "known", case: { number, state, since }, then } as const;
}

async function lookUp(actor: UserActor, profiles: readonly ParsedLine[]): Promise<Found[]> {
  if (profiles.length === 0) return [];
  const markers = profiles.map(({ platform, key, stableId }) =>
    authenticMarkersOf(platform ?? "", key ?? "", stableId),
  );
  return db().$queryRaw<Found[]>`
    SELECT q.ordinal::integer AS ordinal,
      EXISTS (SELECT 1 FROM authentic_marker m WHERE m.key_hmac IN (q.marker, q.id_marker) AND m.expires_at > now()) AS "isMarked",
      coalesce((
        SELECT jsonb_agg(jsonb_build_object('id', c.id, 'number', c.number, 'state', c.state, 'life', c.life, 'since', c.state_changed_at,
          'isReporter', EXISTS (SELECT 1 FROM report r WHERE r.case_id = c.id AND r.reporter_id = ${actor.id}::uuid)) ORDER BY c.number DESC)
        FROM "case" c WHERE c.account_id = a.id AND c.state NOT IN ('erased', 'merged', 'authentic')), '[]') AS cases
    FROM unnest(${profiles.map(({ platform }) => platform)}::text[], ${profiles.map(({ key }) => key)}::text[],
                ${profiles.map(({ stableId }) => stableId)}::text[], ${markers.map(([marker]) => marker)}::text[],
                ${markers.map(([, marker]) => marker ?? null)}::text[])
         WITH ORDINALITY AS q (platform, key, stable_id, marker, id_marker, ordinal)
    LEFT JOIN LATERAL (
      SELECT id FROM (
        SELECT a.id, 1 AS rank FROM account a WHERE a.platform_id = q.platform AND a.stable_id = q.stable_id
        UNION ALL
        SELECT a.id, 2 FROM account a WHERE a.is_current AND a.platform_id = q.platform AND digest(a.handle_key, 'sha256') = digest(q.key, 'sha256')
          AND (q.stable_id IS NULL OR a.stable_id IS NULL OR a.stable_id = q.stable_id)) known
      ORDER BY rank LIMIT 1) a ON true`;
}
