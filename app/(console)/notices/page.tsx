import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { requireActor } from "@/lib/auth/current-actor";
import { can } from "@/lib/domain/access/policy";
import { listNotices, noticeViews } from "@/lib/queries/list-notices";
import { YearlyReport } from "../_components/yearly-report";
import { NoticeLedger } from "./_components/notice-ledger";
import classes from "./_components/notice-ledger.module.css";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("notices"))("title") };
}

export default async function NoticesPage({
  searchParams,
}: {
  searchParams: Promise<{ view?: string; before?: string }>;
}) {
  const actor = await requireActor();
  if (!can(actor, "notice:read")) notFound();
  const asked = await searchParams;
  const view = noticeViews.find((one) => one === asked.view) ?? "all";
  const before = asked.before !== undefined && /^\d{1,15}$/.test(asked.before) ? Number(asked.before) : null;
  const { rows, next } = await listNotices(actor, { view, before });
  return (
    <>
      <NoticeLedger
        {...{ rows, next, view }}
        mayRecord={can(actor, "notice:record")}
        mayPrepare={can(actor, "notice:prepare")}
      />
      {can(actor, "notice:report") ? (
        <div className={classes.below}>
          <YearlyReport year={new Date().getUTCFullYear()} />
        </div>
      ) : null}
    </>
  );
}
