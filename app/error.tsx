"use client";

import { FaultPage, type FaultPageProps } from "@/lib/ui/shell/fault-page";
import { PlainPage } from "@/lib/ui/shell/plain-page";

export default function ErrorPage(props: FaultPageProps) {
  return (
    <PlainPage>
      <FaultPage {...props} />
    </PlainPage>
  );
}
