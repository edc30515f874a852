"use client";

import { useState } from "react";
import type { ToldError } from "@/lib/domain/errors";
import type { ImageChoices } from "@/lib/domain/images/bundled-image";
import type { BundleAudience } from "@/lib/domain/notices/case-bundle";
import { routes } from "@/lib/routes";
import { useConfirmed } from "@/lib/ui/factor/step-up";

interface Answer {
  serverError?: ToldError;
  archive?: Blob;
}

async function ask(number: number, audience: BundleAudience, choices: ImageChoices): Promise<Answer> {
  try {
    const answer = await fetch(routes.caseBundle(number, audience), {
      method: "POST",
      cache: "no-store",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(choices),
    });
    if (answer.ok) return { archive: await answer.blob() };
    return { serverError: ((await answer.json()) as { error: ToldError }).error };
  } catch {
    return { serverError: { code: "unavailable" } };
  }
}

/** Hands the file to the browser's own way of keeping files. */
function save(archive: Blob, name: string): void {
  const address = URL.createObjectURL(archive);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads it after this; it is let go of once that is surely over.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Asks for an archive with pictures, for a factor where one is wanted, and keeps the file. True once it was handed over. */
export function useBundle(number: number) {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<ToldError>();
  const confirmed = useConfirmed(ask);
  async function take(audience: BundleAudience, choices: ImageChoices): Promise<boolean> {
    setBusy(true);
    setError(undefined);
    const { archive, serverError } = await confirmed(number, audience, choices);
    setBusy(false);
    setError(serverError);
    if (archive === undefined) return false;
    save(archive, `case-${String(number)}-bundle.zip`);
    return true;
  }
  return { take, isBusy, error };
}
