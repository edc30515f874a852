import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { ToldError } from "@/lib/domain/errors";
import type { CaseRow } from "@/lib/queries/list-cases";
import type { SavedView } from "@/lib/queries/list-saved-views";
import type { CaseQuery } from "@/lib/tables/case-filters";
import { searchOf } from "@/lib/tables/case-links";
import { routes } from "@/lib/routes";
import { toast } from "@/lib/ui/toast";
import { useErrorText } from "@/lib/ui/use-error-text";
import { plan } from "../../batches/actions";
import { claimFromQueue, dropList, judgeFromQueue, keepList, tagFromQueue } from "../actions";
import type { BatchOpinion } from "./opinion-dialog";
import { caseHref } from "./row-cells";
import type { Queue } from "./use-queue";

const leaseMs = 15 * 60_000;
const toldReasons = [
  "held_by_another",
  "case_changed",
  "lease_limit",
  "own_opinion_given",
  "reporter_gives_no_second",
  "not_found",
] as const;
type ToldReason = (typeof toldReasons)[number];
const isTold = (reason: string): reason is ToldReason => toldReasons.some((one) => one === reason);

interface Refused {
  ok: false;
  reason: string;
}
interface Answer {
  serverError?: ToldError | undefined;
}

/** What can be done to rows from the queue. Each act says what became of it, and changes the rows in their place. */
export function useQueueActs(queue: Queue, query: CaseQuery, self: string) {
  const t = useTranslations("queue");
  const textOf = useErrorText();
  const router = useRouter();
  const [isBusy, setBusy] = useState(false);

  const refusalOf = ({ serverError }: Answer): string =>
    serverError ? textOf(serverError) : textOf({ code: "invalid_input", reason: "form", details: {} });
  function tellRefused(results: readonly (Refused | { ok: true })[]): void {
    const reasons = results.flatMap((result) =>
      result.ok ? [] : [isTold(result.reason) ? result.reason : ("other" as const)],
    );
    if (reasons.length === 0) return;
    const told = [...new Set(reasons)].map((reason) => t(`refusal.${reason}`)).join(", ");
    toast({ tone: "amber", message: t("bulk.refused", { count: reasons.length, reasons: told }) });
  }

  async function claim(rows: readonly CaseRow[]): Promise<void> {
    if (rows.length === 0 || isBusy) return;
    setBusy(true);
    const answer = await claimFromQueue({ cases: rows.map(({ id, version }) => ({ id, version })) });
    setBusy(false);
    if (!answer.data) {
      toast({ tone: "red", message: refusalOf(answer) });
      return;
    }
    const done = answer.data.filter((result) => result.ok);
    const holder = { pseudonym: self, isSelf: true, until: new Date(Date.now() + leaseMs).toISOString() };
    queue.patch(new Map(done.map(({ id, state, version }) => [id, { state, version, holder }])));
    const [first] = done;
    if (first) {
      const action =
        done.length === 1
          ? { action: { label: t("bulk.open"), run: () => router.push(caseHref(first.number, query.view)) } }
          : {};
      toast({ message: t("bulk.claimed", { count: done.length, number: first.number }), ...action });
      queue.clearSelection();
    }
    tellRefused(answer.data);
  }

  async function tag(rows: readonly CaseRow[], { add, remove }: { add: string[]; remove: string[] }): Promise<boolean> {
    const answer = await tagFromQueue({ ids: rows.map((row) => row.id), add, remove });
    if (!answer.data) {
      toast({ tone: "red", message: refusalOf(answer) });
      return false;
    }
    const done = new Set(answer.data.filter((result) => result.ok).map((result) => result.id));
    const tagsOf = (row: CaseRow): string[] =>
      [...new Set([...row.tags, ...add])].filter((one) => !remove.includes(one)).sort();
    queue.patch(new Map(rows.filter((row) => done.has(row.id)).map((row) => [row.id, { tags: tagsOf(row) }])));
    if (done.size > 0) toast({ message: t("tag.done", { count: done.size }) });
    tellRefused(answer.data);
    return true;
  }

  async function judge(opinion: BatchOpinion): Promise<string | null> {
    const answer = await judgeFromQueue(opinion);
    if (!answer.data) return refusalOf(answer);
    const done = answer.data.filter((result) => result.ok);
    queue.patch(
      new Map(
        done.map(({ id, state, version }) => [
          id,
          { state, version, holder: null, isForAnother: state === "second_opinion" },
        ]),
      ),
    );
    if (done.length > 0) toast({ message: t("opinion.done", { count: done.length }) });
    tellRefused(answer.data);
    queue.clearSelection();
    return null;
  }

  async function keep(name: string): Promise<string | null> {
    const answer = await keepList({ name, query: searchOf(query) });
    if (!answer.data) return refusalOf(answer);
    toast({ message: t("save.done", { name: name.trim() }) });
    return null;
  }

  async function drop(view: SavedView): Promise<void> {
    const answer = await dropList({ id: view.id });
    if (answer.serverError) {
      toast({ tone: "red", message: refusalOf(answer) });
      return;
    }
    const undo = () => void keepList({ name: view.name, query: `?${view.query}` });
    toast({ message: t("save.removed", { name: view.name }), action: { label: t("save.undo"), run: undo } });
  }

  /** The rows that are ticked, or with null everything that the list shows: frozen, and settled on a page of its own. */
  async function batch(rows: readonly CaseRow[] | null): Promise<void> {
    setBusy(true);
    const chosen = rows === null ? { query: searchOf(query, { cursor: null }) } : { ids: rows.map(({ id }) => id) };
    const answer = await plan(chosen).finally(() => setBusy(false));
    if (answer.data) router.push(routes.batch(answer.data.id));
    else toast({ tone: "red", message: refusalOf(answer) });
  }
  return { isBusy, claim, tag, judge, keep, drop, batch };
}
