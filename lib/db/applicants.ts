import "server-only";
import type { Role, Track } from "@/lib/domain/case/vocabulary";
import type { ApplicantLanguage } from "@/lib/domain/vetting/application";
import type { Tx } from "./client";

export interface NewApplicant {
  id: string;
  email: string;
  pseudonym: string;
  /** Null for whoever signs in through a provider. */
  passwordHash: string | null;
  origin: "form" | "invitation" | "provider";
  /** What the invitation gives; nobody else asks for roles. */
  roles?: readonly Role[];
  tracks?: readonly Track[];
  languages?: readonly ApplicantLanguage[];
  /** Sealed by the caller. */
  content?: Uint8Array<ArrayBuffer>;
}

/** An account without any right, and the application that it stands for: the one way in, whichever door somebody came by. */
export async function createApplicant(
  tx: Tx,
  { id, email, pseudonym, passwordHash, ...asked }: NewApplicant,
): Promise<void> {
  await tx.user.create({ data: { id, email, pseudonym, passwordHash, roles: [], status: "applicant" } });
  await tx.application.create({
    data: {
      userId: id,
      origin: asked.origin,
      roles: [...(asked.roles ?? [])],
      tracks: [...(asked.tracks ?? [])],
      languages: [...(asked.languages ?? [])],
      ...(asked.content && { content: asked.content }),
    },
  });
}
