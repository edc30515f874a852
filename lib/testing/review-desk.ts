import { randomUUID } from "node:crypto";
import { change } from "@/lib/db/change";
import type { UserActor } from "@/lib/domain/access/actor";
import type { AgeAnswer, CaseState, Role, SignalAnswer, Track } from "@/lib/domain/case/vocabulary";

const setUp = { kind: "operator", requestId: "set-up" } as const;
let counter = 0;

/** A person of the desk, as the actor that their requests would make. */
export async function person(pseudonym: string, ...roles: Role[]): Promise<UserActor> {
  const id = randomUUID();
  await change(setUp, "person.created", {}, (tx) =>
    tx.user.create({
      data: { id, email: `${pseudonym.toLowerCase()}.${id.slice(0, 8)}@example.org`, pseudonym, roles },
    }),
  );
  return { kind: "user", id, pseudonym, roles, requestId: `req-${pseudonym}` };
}

export interface CaseSeed {
  reporter: UserActor;
  state?: CaseState;
  track?: Track;
  ageAnswer?: AgeAnswer;
  signals?: Record<string, SignalAnswer>;
  observed?: string;
  rank?: number;
  accountId?: string;
}

/** A case on an account of its own, logged by somebody. */
export async function loggedCase(
  seed: CaseSeed,
): Promise<{ id: string; number: number; accountId: string; handle: string }> {
  counter += 1;
  const ordinal = counter;
  const handle = `invented_${String(ordinal)}_${randomUUID().slice(0, 6)}`;
  const id = randomUUID();
  const accountId = seed.accountId ?? randomUUID();
  const track = seed.track ?? "stolen_photo_scammer";
  return change(seed.reporter, "report.logged", {}, async (tx) => {
    if (!seed.accountId) {
      await tx.account.create({
        data: {
          id: accountId,
          platformId: "x",
          handle,
          handleKey: handle,
          profileUrl: `https://x.com/${handle}`,
          stableId: String(10_000 + ordinal),
        },
      });
    }
    const signals = seed.signals ?? { "SPS-01": "yes", "SPS-04": "unknown", "SPS-07": "no" };
    const queueRank = BigInt(seed.rank ?? ordinal);
    const { number } = await tx.case.create({
      data: {
        id,
        accountId,
        platformId: "x",
        state: seed.state ?? "open",
        track,
        signals,
        openedBy: seed.reporter.id,
        queueRank,
      },
    });
    await tx.report.create({
      data: {
        caseId: id,
        accountId,
        reporterId: seed.reporter.id,
        track,
        ageAnswer: seed.ageAnswer ?? "no",
        signals,
        observed: seed.observed ?? "",
      },
    });
    return { id, number: Number(number), accountId, handle };
  });
}
