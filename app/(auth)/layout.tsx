import type { ReactNode } from "react";
import { rememberLocale } from "@/lib/i18n/remember-locale";
import { Curtain } from "@/lib/ui/shell/curtain";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return <Curtain rememberLocale={rememberLocale}>{children}</Curtain>;
}
