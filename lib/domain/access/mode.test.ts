import { describe, expect, it } from "vitest";
import { auditActions } from "../audit/actions";
import { roles } from "../case/vocabulary";
import type { Actor } from "./actor";
import { isHeldInIncidents, readMode, rolesIn } from "./mode";

const person: Actor = { kind: "user", id: "u", pseudonym: "P", roles: [...roles], requestId: "r" };
const job: Actor = { kind: "job", name: "erasure", requestId: "r" };

describe("an incident", () => {
  it("holds every change back but these, and a change of the list is seen in review", () => {
    expect(auditActions.filter((action) => !isHeldInIncidents(person, action)).sort()).toEqual([
      "audit.cosigned",
      "audit.key_rotated",
      "audit.log_begun",
      "audit.witness_added",
      "audit.witness_ended",
      "bank.withdrawn",
      "case.evidence_purged",
      "case.lane_exit_lapsed",
      "case.lane_kind_set",
      "case.lane_taken",
      "case.lapsed",
      "case.notices_held",
      "case.referred",
      "case.safeguarded",
      "charter.accepted",
      "mandate.expired",
      "mandate.withdrawn",
      "marker.expired",
      "mode.changed",
      "person.application_erased",
      "person.factor_added",
      "person.factor_removed",
      "person.factor_reset",
      "person.identity_unlinked",
      "person.invitation_revoked",
      "person.password_changed",
      "person.password_reset",
      "person.recovery_code_used",
      "person.recovery_codes_renewed",
      "person.reinstated",
      "person.reset_link_made",
      "person.suspended",
      "report_account.removed",
      "report_account.secret_replaced",
      "setting.changed",
      "token.revoked",
      "told.code_made",
      "told.ended",
      "told.stopped",
      "webhook.ended",
      "webhook.secret_rotated",
      "webhook.switched_off",
    ]);
  });

  it("lets no person erase, and lets the clocks that protect people go on", () => {
    expect(isHeldInIncidents(person, "case.erased")).toBe(true);
    expect(isHeldInIncidents(job, "case.erased")).toBe(false);
  });

  it("leaves a closed desk to administrators, without what the desk is about", () => {
    expect(rolesIn("closed", ["reviewer", "safeguarding", "auditor"])).toBeNull();
    expect(rolesIn("closed", ["reviewer", "auditor", "admin"])).toEqual(["auditor", "admin"]);
    expect(rolesIn("read_only", ["reviewer"])).toEqual(["reviewer"]);
  });

  it.each([undefined, null, "closed", { mode: "on fire", reason: "", since: "" }])(
    "is not read out of nothing (%j)",
    (value) => {
      expect(readMode(value).mode).toBe("normal");
    },
  );
});
