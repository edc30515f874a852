import { describe, expect, it } from "vitest";
import type { Role } from "../case/vocabulary";
import { auditActions } from "./actions";
import { maskEntry, type TrailContext, type TrailEntry, type TrailViewer } from "./mask";
import { foldTimeline, valueOf } from "./timeline";

const author = "user:author";
const caseId = "00000000-0000-4000-8000-0000000000cc";
const viewer = (roles: Role[], ...names: string[]): TrailViewer => ({ names: new Set(names), roles });
const reader = viewer(["reviewer"], "user:reader", "token:reader");
const undecided: TrailContext = { isInLane: false, isUndecided: true, roundStartsAfter: "10" };
const decided: TrailContext = { ...undecided, isUndecided: false };

const entry = (given: Partial<TrailEntry> = {}): TrailEntry => ({
  id: "11",
  at: new Date("2026-11-20T08:00:00Z"),
  actor: author,
  action: "case.opinion_given",
  reason: null,
  requestId: "req-author",
  operation: "update",
  subjectTable: "case",
  subjectId: caseId,
  caseId,
  isLane: false,
  changes: { state: ["in_review", "second_opinion"], held_by: ["author", null], version: ["2", "3"] },
  ...given,
});
const opinionRow = entry({
  operation: "insert",
  subjectTable: "opinion",
  subjectId: "secret-row",
  changes: { classification: [null, "authentic"], reasons: [null, "{SPS-01}"], reviewer_id: [null, "author"] },
});
const shown = (given: TrailEntry, who: TrailViewer = reader, context: TrailContext | null = undecided) =>
  maskEntry(given, who, context);

describe("what a reader sees of an undecided round", () => {
  it("is that a first opinion was given, and nothing of whose or what", () => {
    expect(shown(opinionRow)).toBeNull();
    const masked = shown(entry());
    expect(masked).toMatchObject({
      action: "case.opinion_given",
      actor: null,
      requestId: null,
      changes: {},
      withheld: "round",
    });
    expect(JSON.stringify(masked)).not.toContain("author");
  });

  it("never tells a further opinion that decided nothing from a claim given back", () => {
    const further = shown(entry({ changes: { held_by: ["author", null], version: ["4", "5"] } }));
    const released = shown(
      entry({ action: "case.released", changes: { held_by: ["author", null], version: ["4", "5"] } }),
    );
    const ended = shown(
      entry({ action: "case.lease_ended", actor: "job:leases", changes: { held_by: ["author", null] } }),
    );
    expect(further).toEqual(released);
    expect(ended).toEqual(released);
  });

  it("leaves out who claims, tags and withdraws", () => {
    for (const action of ["case.claimed", "case.released", "case.tagged", "case.untagged", "case.opinion_withdrawn"]) {
      const masked = shown(
        entry({
          action,
          subjectTable: action.includes("tag") ? "case_tag" : "case",
          subjectId: `${caseId}:obvious bot:author`,
        }),
      );
      expect(masked).toMatchObject({ actor: null, changes: {}, requestId: null });
      expect(JSON.stringify(masked)).not.toMatch(/author|obvious/);
    }
    expect(shown(entry({ action: "case.renewed" }))).toBeNull();
  });

  it("hides a holder also in what others do to the case", () => {
    const suspended = shown(
      entry({ action: "person.suspended", actor: "user:admin", changes: { held_by: ["author", null] } }),
    );
    expect(JSON.stringify(suspended?.changes)).not.toContain("author");
    const safeguarded = shown(
      entry({
        action: "case.safeguarded",
        actor: "user:other",
        reason: "possible_minor",
        changes: { held_by: ["author", null], state: ["in_review", "safeguarding"] },
      }),
    );
    expect(safeguarded).toMatchObject({
      actor: "user:other",
      reason: "possible_minor",
      changes: { state: ["in_review", "safeguarding"] },
    });
  });

  it("is everything of one's own, also through one's tokens", () => {
    for (const actor of ["user:reader", "token:reader"]) {
      expect(shown({ ...opinionRow, actor })).toMatchObject({
        isOwn: true,
        withheld: "nothing",
        changes: opinionRow.changes,
      });
    }
  });

  it("is the same for every role: a decision is nobody's before it is made", () => {
    for (const role of ["reviewer", "protection", "auditor", "admin", "volunteer"] as const) {
      const masked = [opinionRow, entry()].map((one) => shown(one, viewer([role], "user:reader")));
      expect(JSON.stringify(masked)).not.toMatch(/author|authentic|SPS/);
    }
  });
});

describe("what a reader sees otherwise", () => {
  it("is all of earlier rounds, and of this one once it is decided", () => {
    expect(shown({ ...opinionRow, id: "10" })).toMatchObject({ actor: author, changes: opinionRow.changes });
    expect(shown(opinionRow, reader, decided)).toMatchObject({ actor: author, changes: opinionRow.changes });
  });

  it("orders entry ids as numbers, not as text", () => {
    expect(shown({ ...opinionRow, id: "9" })).toMatchObject({ actor: author });
    expect(shown({ ...opinionRow, id: "100" })).toBeNull();
  });

  it("is nothing of the safety lane, nor of the past of a case that is in it, except for safeguarding", () => {
    for (const role of ["reviewer", "protection", "auditor", "admin", "volunteer"] as const) {
      expect(shown(entry({ isLane: true, action: "case.safeguarded" }), viewer([role], author), decided)).toBeNull();
      expect(
        shown(entry({ action: "case.opened" }), viewer([role], author), { ...decided, isInLane: true }),
      ).toBeNull();
    }
    expect(
      shown(entry({ isLane: true, action: "case.safeguarded" }), viewer(["safeguarding"]), {
        ...decided,
        isInLane: true,
      }),
    ).not.toBeNull();
  });

  it("is for an auditor who did what, without the content of the case", () => {
    const auditor = viewer(["auditor"], "user:reader");
    const seen = shown(opinionRow, auditor, decided);
    expect(seen).toMatchObject({ actor: author, action: "case.opinion_given", withheld: "content" });
    expect(seen?.changes).toEqual({ reviewer_id: [null, "author"] });
    const tagged = shown(
      entry({
        action: "case.tagged",
        subjectTable: "case_tag",
        subjectId: `${caseId}:word:author`,
        changes: { tag: [null, "word"] },
      }),
      auditor,
      decided,
    );
    expect(JSON.stringify(tagged)).not.toContain("word");
  });

  it("is for an auditor as little of a notice, although it belongs to no case: no ground, category, reference, digest, place or version", () => {
    const notice = entry({
      ...{
        caseId: null,
        action: "notice.prepared",
        operation: "insert",
        subjectTable: "notice",
        subjectId: "a-notice",
      },
      changes: {
        ...{ legal_grounds: [null, "[]"], dsa_category: [null, "SCAMS"], dsa_keywords: [null, "[]"] },
        ...{ reference: [null, "REF-77"], version: ["1", "2"], state: [null, "draft"] },
      },
    });
    const line = entry({
      ...{ action: "notice.prepared", subjectTable: "notice_case", changes: { position: [null, "2"] } },
    });
    const file = entry({ ...{ caseId: null, subjectTable: "notice_document", changes: { sha256: [null, "aa"] } } });
    const told = [notice, line, file].map((one) => shown(one, viewer(["auditor"]), decided));
    expect(told.map((one) => one?.changes)).toEqual([{ state: [null, "draft"] }, {}, {}]);
    for (const one of told) expect(one).toMatchObject({ actor: author, withheld: "content" });
    expect(shown(notice, reader, null)?.changes).toEqual(notice.changes);
    // A version of anything else stays: it says how often it was changed, and of nobody else.
    expect(shown(entry({ changes: { version: ["1", "2"] } }), viewer(["auditor"]), decided)?.changes).toHaveProperty(
      "version",
    );
  });

  it("is for a volunteer that the case moves, never by whom", () => {
    const volunteer = viewer(["volunteer"], "user:reader");
    expect(shown(entry({ action: "case.claimed" }), volunteer, decided)).toBeNull();
    expect(shown(entry({ action: "case.decided" }), volunteer, decided)).toMatchObject({ actor: null });
    expect(shown(entry({ action: "report.logged", actor: "user:reader" }), volunteer, decided)).toMatchObject({
      isOwn: true,
    });
  });

  it("leaves entries about no case to whoever may read the trail", () => {
    expect(
      shown(entry({ caseId: null, action: "person.joined", subjectTable: "user" }), viewer(["auditor"]), null),
    ).toMatchObject({ actor: author });
  });
});

describe("the fold into acts", () => {
  const fold = (...entries: TrailEntry[]) =>
    foldTimeline(entries.flatMap((one) => maskEntry(one, reader, decided) ?? []));

  it("makes one act of the rows of one transaction, with the values of all", () => {
    const events = fold(opinionRow, entry({ id: "12" }));
    expect(events).toHaveLength(1);
    expect(valueOf(events[0] ?? { entries: [] }, "opinion", "classification")).toBe("authentic");
    expect(valueOf(events[0] ?? { entries: [] }, "case", "state")).toBe("second_opinion");
  });

  it("keeps apart what came later, from another request, or twice", () => {
    const tag = (id: string, text: string) =>
      entry({ id, action: "case.tagged", subjectTable: "case_tag", subjectId: text, changes: { tag: [null, text] } });
    expect(fold(tag("11", "a"), tag("12", "b"))).toHaveLength(2);
    expect(fold(opinionRow, entry({ id: "12", requestId: "req-2" }))).toHaveLength(2);
    expect(fold(opinionRow, entry({ id: "12", at: new Date("2026-11-20T08:05:00Z") }))).toHaveLength(2);
  });

  it("speaks in three voices and names a change made past the product as such", () => {
    const voices = fold(
      entry({ id: "11", action: "case.claimed", actor: "user:reader" }),
      entry({ id: "12", action: "case.claimed" }),
      entry({ id: "13", action: "case.lease_ended", actor: "job:leases" }),
      entry({ id: "14", action: "database.update", actor: "database:postgres" }),
    );
    expect(voices.map((event) => [event.voice, event.action])).toEqual([
      ["you", "case.claimed"],
      ["person", "case.claimed"],
      ["system", "case.lease_ended"],
      ["person", "database"],
    ]);
    expect(auditActions).not.toContain("database");
  });
});
