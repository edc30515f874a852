import { useTranslations } from "next-intl";
import { pictureLimits } from "@/lib/domain/images/limits";
import type { ImagesView } from "@/lib/queries/get-images";
import { Panel } from "@/lib/ui/panel";
import { AddImage } from "./add-image";
import { ImageCard } from "./image-card";
import { ImagesSwitch } from "./images-switch";
import classes from "./images-panel.module.css";

/** The pictures kept for a case: blurred until somebody holds one; or what it takes to keep any, and why links are better. */
export function ImagesPanel({ view }: { view: ImagesView }) {
  const t = useTranslations("images");
  const { caseId, number, images, isOn, isUnderMandate, mayAdd, mayReveal, mayRemove, showing } = view;
  const maySwitchOn = mayAdd && isUnderMandate;
  return (
    <Panel
      variant="section"
      title={t("title")}
      aside={
        images.length === 0 ? undefined : t("count", { count: images.length, maximum: pictureLimits.perCaseAtMost })
      }
    >
      <div className={classes.panel}>
        {isUnderMandate ? null : (
          <p className={classes.quiet}>{t(images.length === 0 ? "noMandate" : "mandateEnded")}</p>
        )}
        {isUnderMandate && !isOn ? <p className={classes.quiet}>{t(mayAdd ? "off" : "offForOthers")}</p> : null}
        {images.length === 0 ? null : (
          <ul className={classes.grid}>
            {images.map((image, at) => (
              <ImageCard
                key={image.id}
                image={image}
                position={at + 1}
                showing={showing}
                mayReveal={mayReveal && isUnderMandate}
                isBlurredShown={mayReveal}
                mayRedact={maySwitchOn}
                mayRemove={mayRemove}
              />
            ))}
          </ul>
        )}
        {maySwitchOn ? (
          <div className={classes.actions}>
            {isOn && images.length < pictureLimits.perCaseAtMost ? <AddImage caseId={caseId} number={number} /> : null}
            <ImagesSwitch caseId={caseId} isOn={isOn} />
          </div>
        ) : null}
      </div>
    </Panel>
  );
}
