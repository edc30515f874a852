import { caseCommands } from "../case/lifecycle";
import type { TokenScope } from "./actor";

/** Which scope a token needs for a permission of permissions.ts; what is not listed is never done with a token. */
export const scopeOf: Readonly<Record<string, TokenScope>> = {
  "address:parse": "address:parse",
  "address:recognise": "address:parse",
  "report:log": "report:write",
  "report:import": "report:write",
  "report:import_history": "report:write",
  "case:complete": "report:write",
  "case:list": "case:read",
  "case:read": "case:read",
  "accuracy:read_own": "case:read",
  "statistics:read": "notice:read",
  "case:export": "case:export",
  "notice:read": "notice:read",
  "notice:prepare": "notice:write",
  "notice:record": "notice:write",
  "audit:read": "audit:read",
  ...Object.fromEntries(
    caseCommands
      .filter((command) => command !== "erase" && command !== "leave_lane")
      .map((command) => [`case:${command}`, "case:write"] as const),
  ),
};
