import { z } from "zod";
import { emailSchema, passwordSchema, pseudonymSchema } from "../access/person";
import { tracks, type Track } from "../case/vocabulary";

/** What a refused applicant told about themselves is kept so long, for whoever asks why, and no longer. */
export const refusedDays = 30;

/** Codes of languages that somebody reads; those that fake accounts of this kind are written in. */
export const applicantLanguages = ["fr", "en", "de", "es", "it", "pt", "nl", "pl", "ru", "ar"] as const;
export type ApplicantLanguage = (typeof applicantLanguages)[number];

export const applicantTimes = ["an_hour", "some_hours", "many_hours", "varies"] as const;

/** Why somebody is not admitted. The applicant is told that they are not, and none of these. */
export const refusalReasons = [
  "not_enough_known",
  "charter_not_shared",
  "conflict_of_interest",
  "no_room",
  "other",
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

const text = (least: number, most: number) => z.string().trim().min(least).max(most);

/** Once each, in the order of the vocabulary. */
const chosenTracks = z
  .array(z.enum(tracks))
  .min(1)
  .max(tracks.length)
  .transform((chosen): Track[] => tracks.filter((track) => chosen.includes(track)));
const chosenLanguages = z
  .array(z.enum(applicantLanguages))
  .min(1)
  .max(applicantLanguages.length)
  .transform((chosen): ApplicantLanguage[] => applicantLanguages.filter((language) => chosen.includes(language)));

/** What is told about oneself, sealed as a whole. */
export const applicationTextSchema = z.object({ done: text(20, 4000), time: z.enum(applicantTimes) });

export const applicationSchema = z.object({
  email: emailSchema,
  pseudonym: pseudonymSchema,
  password: passwordSchema,
  ...applicationTextSchema.shape,
  tracks: chosenTracks,
  languages: chosenLanguages,
});
export type ApplicationInput = z.infer<typeof applicationSchema>;

/** What somebody who came through a provider still has to tell. */
export const applicationRestSchema = applicationSchema.omit({ email: true, password: true });

export const sentenceSchema = text(10, 600);
export const noteSchema = z.string().trim().max(1000);
