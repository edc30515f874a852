"use client";

import { FaultPage, type FaultPageProps } from "@/lib/ui/shell/fault-page";

export default function ErrorPage(props: FaultPageProps) {
  return <FaultPage {...props} />;
}
