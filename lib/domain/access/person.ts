import { z } from "zod";
import { roles, type Role } from "../case/vocabulary";
import { passwordLength } from "./password";

/** Addresses are compared in lower case: nobody has two accounts by a shift key. */
export const emailSchema = z.string().trim().max(254).toLowerCase().pipe(z.email());

/** Shown to the team and in the trail's sentences; nobody's civil name is asked for. No control or direction characters. */
export const pseudonymSchema = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u);

/** Only bounded here: the rules need to know whose it is, and speak for themselves. */
export const passwordSchema = z.string().max(passwordLength.most * 8);

/** At least one, each once, in the order of the vocabulary. */
export const rolesSchema = z
  .array(z.enum(roles))
  .min(1)
  .max(roles.length)
  .transform((held): Role[] => roles.filter((role) => held.includes(role)));

/** One or two letters for a circle that has no picture. */
export function initialsOf(pseudonym: string): string {
  const words = pseudonym.split(/[\s._-]+/u).filter((word) => word !== "");
  const [first = "?", second] = words;
  const letters = second === undefined ? [...first].slice(0, 2) : [[...first][0], [...second][0]];
  return letters.join("").toUpperCase();
}
