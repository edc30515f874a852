import "server-only";
import { db } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import type { Permission } from "@/lib/domain/access/permissions";
import { can } from "@/lib/domain/access/policy";
import { screenIds, type ScreenId } from "@/lib/routes";
import { countViews, type ViewCounts } from "./count-views";
import { countNewNotifications } from "./list-notifications";

/** The permission that opens a screen; settings are everybody's. */
const permissionOf: Record<ScreenId, Permission | null> = {
  log: "report:log",
  queue: "case:list",
  safety: "lane:read",
  notices: "notice:read",
  statistics: "statistics:read",
  audit: "audit:read",
  people: "person:read",
  vouching: "person:vouch",
  mandates: "mandate:read",
  imports: "report:import",
  settings: null,
};

export function allowedScreens(actor: UserActor): ScreenId[] {
  return screenIds.filter((screen) => {
    const permission = permissionOf[screen];
    return permission === null || can(actor, permission);
  });
}

/** Where a person's day begins: the log for whoever only logs, the queue for whoever decides, else their own first screen. */
export function firstScreen(actor: UserActor): ScreenId {
  const isOnlyLogging = actor.roles.every((role) => role === "volunteer");
  const work: ScreenId[] = actor.roles.includes("reviewer") ? ["queue", "safety"] : ["safety", "queue"];
  const order: ScreenId[] = isOnlyLogging ? ["log"] : [...work, "log", "people", "audit"];
  return order.find((screen) => allowedScreens(actor).includes(screen)) ?? "settings";
}

export interface Shell {
  allowed: ScreenId[];
  counts: Partial<Record<ScreenId, number>>;
  hasSamples: boolean;
  newNotifications: number;
}

/** What stands around every page: which screens there are for this person, how much waits, whether samples are loaded. */
export async function getShell(actor: UserActor): Promise<Shell> {
  const allowed = allowedScreens(actor);
  const noCounts: ViewCounts = {};
  const [counts, samples, newNotifications] = await Promise.all([
    allowed.includes("queue") ? countViews(actor) : noCounts,
    db().setting.findUnique({ where: { key: "samples_loaded" } }),
    countNewNotifications(actor),
  ]);
  const waiting = counts.to_review?.value;
  return { allowed, counts: waiting ? { queue: waiting } : {}, hasSamples: samples?.value === true, newNotifications };
}
