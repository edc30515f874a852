import { z } from "zod";
import { contactWishes } from "./mandate";

/** Below this a picture is not told from others, and its fingerprint is not left. */
export const leastBankQuality = 50;
/** So many fingerprints at most go in one request, and so many lie in one bank. */
export const entriesAtOnce = 50;
export const mostEntries = 20_000;
/** A code that was handed out is good for so many days. */
export const bankLinkDays = 14;

/** The organisation's own switch, which no ordinary form writes: whether intimate pictures may be left at all. */
export const intimateSetting = "bank_intimate_allowed";

/** Which words were agreed to: everybody shown is an adult, the rights are hers, and (in the plain ones) nothing intimate is among them. */
export const declarations = { plain: "2026-11", intimate: "2026-11-intimate" } as const;

export const declarationFor = (isIntimateAllowed: boolean): string =>
  isIntimateAllowed ? declarations.intimate : declarations.plain;

/** What was declared still covers what is left now: the wider words do not once the desk takes nothing intimate any more. */
export const isCovered = (declared: string, isIntimateAllowed: boolean): boolean =>
  declared === declarations.plain || (declared === declarations.intimate && isIntimateAllowed);

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** A fingerprint as the browser leaves it: its own first, then turned and mirrored. There is no field for a picture or a file's name. */
export const bankEntrySchema = z
  .strictObject({
    pdq: hash,
    quality: z.int().min(leastBankQuality).max(100),
    orientations: z.array(hash).length(8),
  })
  .refine(({ pdq, orientations }) => orientations[0] === pdq);
export type BankEntry = z.infer<typeof bankEntrySchema>;

export const bankEntriesSchema = z.array(bankEntrySchema).min(1).max(entriesAtOnce);

export const consentSchema = z.strictObject({
  version: z.enum([declarations.plain, declarations.intimate]),
  contactWish: z.enum(contactWishes),
  /** Each has to be ticked; nothing is ticked beforehand. */
  areAdults: z.literal(true),
  hasRights: z.literal(true),
});
export type Consent = z.infer<typeof consentSchema>;

export const bankCodeSchema = z.string().trim().min(1).max(60);

/** No sign that is read as another one. */
const signs = "ACDEFGHJKMNPQRTWXYZ234679";
const groups = 5;
const groupLength = 4;

/** Five groups of four signs, some 92 bits, to be read from one screen or sheet and typed on another. @param numbers twenty random ones. */
export function bankCode(numbers: readonly number[]): string {
  const letters = numbers.slice(0, groups * groupLength).map((number) => signs.charAt(number % signs.length));
  return Array.from({ length: groups }, (_, at) =>
    letters.slice(at * groupLength, (at + 1) * groupLength).join(""),
  ).join("-");
}

/** The same for a code as shown and as typed: case, spaces and dashes do not count. */
export const plainCode = (typed: string): string => typed.toUpperCase().replace(/[^A-Z0-9]/g, "");
