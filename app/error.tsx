"use client";

import { ErrorState } from "@/lib/ui/error-state";

interface ErrorPageProps {
  error: unknown;
  retry: () => void;
}

/** The digest is the number under which the server wrote the fault into its log; the message itself never leaves it. */
export default function ErrorPage({ error, retry }: ErrorPageProps) {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  return <ErrorState requestId={digest} onRetry={retry} retrySeconds={5} />;
}
