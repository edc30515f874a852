"use client";

import { ErrorState } from "../error-state";

export interface FaultPageProps {
  error: unknown;
  retry: () => void;
}

/** The digest is the number under which the server wrote the fault into its log; the message itself never leaves it. */
export function FaultPage({ error, retry }: FaultPageProps) {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  return <ErrorState requestId={digest} onRetry={retry} retrySeconds={5} isPage />;
}
