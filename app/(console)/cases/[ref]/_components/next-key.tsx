"use client";

import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useKeys } from "@/lib/ui/keys/use-keys";

/** The key beside the visible link to the next case. */
export function NextKey({ href }: { href: string | null }) {
  const t = useTranslations("case.keys");
  const router = useRouter();
  useKeys([{ keys: "j", label: t("next"), isOff: href === null, run: () => href !== null && router.push(href) }]);
  return null;
}
