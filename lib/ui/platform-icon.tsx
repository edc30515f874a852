import { useTranslations } from "next-intl";
import type { PlatformId } from "@/lib/domain/case/vocabulary";
import { Icon } from "./icon";
import classes from "./platform-icon.module.css";

interface PlatformIconProps {
  platform: PlatformId;
  size?: number;
  /** Where the platform's name stands beside it anyway. */
  isDecorative?: boolean;
}

/** The platform's mark, or its letter in a square; its name is spoken, and shown on hover. */
export function PlatformIcon({ platform, size = 16, isDecorative = false }: PlatformIconProps) {
  const t = useTranslations("vocabulary.platform");
  if (isDecorative) return <Icon name={`platform-${platform}`} size={size} className={classes.platform} />;
  const name = t(platform);
  return (
    <span className={classes.named} title={name}>
      <Icon name={`platform-${platform}`} size={size} className={classes.platform} />
      <span className="visually-hidden">{name}</span>
    </span>
  );
}

/** An address of no known platform, while it is being typed. */
export function UnknownPlatformIcon() {
  return (
    <span className={classes.unknown} aria-hidden="true">
      ?
    </span>
  );
}
