import "server-only";
import { randomUUID } from "node:crypto";
import { writeSamplePeople } from "@/lib/db/bulk-samples";
import { change } from "@/lib/db/change";
import { db } from "@/lib/db/client";
import type { IntakeResult } from "@/lib/db/intake";
import { withSampleLock } from "@/lib/db/sample-lock";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { parseAddress } from "@/lib/domain/addresses/parse-address";
import type { Classification, Role } from "@/lib/domain/case/vocabulary";
import { conflict } from "@/lib/domain/errors";
import type { ReportHistory } from "@/lib/domain/intake/report-input";
import { sampleDesk, type SampleAccount } from "@/lib/domain/sample/desk";
import { claimCase } from "./claim-case";
import { giveOpinion } from "./give-opinion";
import { logReport } from "./log-report";

interface Cast {
  volunteers: UserActor[];
  reviewers: UserActor[];
}

/**
 * Forty invented accounts, worked on by invented people through the same use cases as real ones, so that a new desk can be seen at
 * work. They are marked as samples and go in one stroke (`eraseSamples`).
 * @throws DomainError `conflict`: `samples_loaded` where they are there already, `samples_busy` where somebody is at it.
 */
export async function loadSamples(actor: UserActor, now: Date = new Date()): Promise<void> {
  assertCan(actor, "sample:load");
  await withSampleLock(async () => {
    const loaded = await db().setting.findUnique({ where: { key: "samples_loaded" } });
    if (loaded?.value === true) throw conflict("samples_loaded");
    const people = await writeSamplePeople(actor, 1);
    const cast: Cast = {
      volunteers: people.slice(0, 5).map(({ id, pseudonym }) => personOf(id, pseudonym, "volunteer")),
      reviewers: people.slice(5).map(({ id, pseudonym }) => personOf(id, pseudonym, "reviewer")),
    };
    for (const [index, sample] of sampleDesk.entries()) await play(cast, sample, index, now);
    await change(actor, "sample.loaded", {}, (tx) =>
      tx.setting.upsert({
        where: { key: "samples_loaded" },
        create: { key: "samples_loaded", value: true },
        update: { value: true, updatedAt: new Date() },
      }),
    );
  });
}

const personOf = (id: string, pseudonym: string, role: Role): UserActor => ({
  kind: "user",
  id,
  pseudonym,
  roles: [role],
  requestId: `sample-${randomUUID()}`,
});
const turn = <T>(list: readonly T[], index: number): T => {
  const found = list[index % list.length];
  if (found === undefined) throw new RangeError("samples need people");
  return found;
};
const day = 86_400_000;

async function play(cast: Cast, sample: SampleAccount, index: number, now: Date): Promise<void> {
  const { fate } = sample;
  const author = turn(cast.volunteers, index);
  if (fate.kind === "history") {
    const { state, outcome, notifiedDaysAgo, informedDaysAgo } = fate;
    const ago = (days: number) => new Date(now.getTime() - days * day);
    const informedOn = informedDaysAgo === null ? null : ago(informedDaysAgo);
    await log(turn(cast.reviewers, index), sample, now, {
      state,
      outcome,
      openedAt: ago(sample.daysAgo),
      notifiedAt: ago(notifiedDaysAgo),
      informedOn,
    });
    return;
  }
  if (fate.kind === "back") {
    const notifiedAt = new Date(now.getTime() - 30 * day);
    const informedOn = new Date(now.getTime() - 24 * day);
    await log(turn(cast.reviewers, 0), sample, now, {
      state: "actioned",
      outcome: "account_removed",
      openedAt: new Date(now.getTime() - 40 * day),
      notifiedAt,
      informedOn,
    });
  }
  const { caseNumber } = await log(author, sample, now, null);
  if (fate.kind === "logged") {
    for (let report = 1; report < fate.reports; report += 1)
      await log(turn(cast.volunteers, index + report), sample, now, null);
  }
  const [first, second] = [turn(cast.reviewers, index), turn(cast.reviewers, index + 1)];
  if (fate.kind === "first_opinion") await judge(first, caseNumber, sample, sample.track);
  if (fate.kind === "decided") {
    const verdict = { confirmed: sample.track, undetermined: "undetermined", rejected: "other_abuse" } as const;
    await judge(first, caseNumber, sample, verdict[fate.as]);
    await judge(second, caseNumber, sample, verdict[fate.as]);
  }
}

async function log(
  actor: UserActor,
  sample: SampleAccount,
  now: Date,
  history: ReportHistory | null,
): Promise<IntakeResult> {
  const { platform, handle, key, stableId, profileUrl } = parseAddress(sample.link);
  if (!platform || handle === null || key === null || profileUrl === null)
    throw new Error(`a sample's address is no profile: ${sample.link}`);
  const { track, age, signals, observed, daysAgo } = sample;
  const answers = {
    track,
    ageAnswer: age,
    signals,
    observed,
    mandateId: null,
    observedAt: new Date(now.getTime() - daysAgo * day),
  };
  const address = { platform, handle, key, stableId, profileUrl };
  return logReport(
    actor,
    { address, answers, sourceText: sample.link, language: "fr", origin: "sample", ...(history && { history }) },
    { now },
  );
}

async function judge(
  reviewer: UserActor,
  number: number,
  sample: SampleAccount,
  classification: Classification,
): Promise<void> {
  const { version } = await claimCase(reviewer, { ref: { number } });
  await giveOpinion(reviewer, {
    ref: { number },
    expectedVersion: version,
    classification,
    reasons: [sample.strong],
    note: "",
  });
}
