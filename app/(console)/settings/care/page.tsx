import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { requireActor } from "@/lib/auth/current-actor";
import { can } from "@/lib/domain/access/policy";
import { getCare } from "@/lib/queries/get-care";
import { getExposure } from "@/lib/queries/get-exposure";
import { routes } from "@/lib/routes";
import { PageTitle } from "@/lib/ui/page-title";
import classes from "../_components/settings.module.css";
import { CarePanel } from "./_components/care-panel";
import { ExposurePanel } from "./_components/exposure-panel";
import { StopPanel } from "./_components/stop-panel";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("care"))("title") };
}

export default async function CarePage() {
  const actor = await requireActor();
  const [care, meter, t] = await Promise.all([getCare(actor), getExposure(actor), getTranslations("care")]);
  return (
    <div className={classes.page}>
      <PageTitle backHref={routes.settings()}>{t("title")}</PageTitle>
      <p className={classes.text}>{t("lead")}</p>
      <CarePanel care={care} isReviewing={can(actor, "case:claim")} />
      <ExposurePanel meter={meter} />
      <StopPanel />
    </div>
  );
}
