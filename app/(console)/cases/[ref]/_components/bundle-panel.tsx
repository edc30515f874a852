import { useTranslations } from "next-intl";
import { bundleAudiences } from "@/lib/domain/notices/case-bundle";
import type { ImagesView } from "@/lib/queries/get-images";
import { routes } from "@/lib/routes";
import { Panel } from "@/lib/ui/panel";
import { BundleWithImages } from "./bundle-with-images";
import classes from "./links-column.module.css";

/** The case as an archive, for each of those to whom it may be handed; with pictures only where each was chosen. */
export function BundlePanel({ number, images }: { number: number; images: ImagesView | null }) {
  const t = useTranslations("forms.bundle");
  const isOffered = images !== null && images.mayReveal && images.isUnderMandate && images.images.length > 0;
  return (
    <Panel variant="section" title={t("title")}>
      <p className={classes.quiet}>{t("text")}</p>
      <ul className={classes.archives}>
        {bundleAudiences.map((audience) => (
          <li key={audience}>
            <a href={routes.caseBundle(number, audience)} download>
              {t(audience)}
            </a>
          </li>
        ))}
      </ul>
      {isOffered ? <BundleWithImages number={number} images={images.images} isGrey={images.showing.isGrey} /> : null}
    </Panel>
  );
}
