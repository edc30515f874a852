import { useTranslations } from "next-intl";
import { bundleAudiences } from "@/lib/domain/notices/case-bundle";
import { routes } from "@/lib/routes";
import { Panel } from "@/lib/ui/panel";

/** The case as an archive, for each of those to whom it may be handed. */
export function BundlePanel({ number }: { number: number }) {
  const t = useTranslations("forms.bundle");
  return (
    <Panel variant="section" title={t("title")}>
      <p>{t("text")}</p>
      <ul>
        {bundleAudiences.map((audience) => (
          <li key={audience}>
            <a href={routes.caseBundle(number, audience)} download>
              {t(audience)}
            </a>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
