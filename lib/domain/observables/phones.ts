import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { found, type ObservableSubkind, type Reading, refused } from "./observable";

type PhoneSubkind = Extract<
  ObservableSubkind,
  "payment_phone" | "telegram_phone" | "whatsapp_phone" | "signal_phone" | "phone"
>;

/** The countries that a number without one is read in: the departments overseas are dialled from the rest as it dials itself. */
const homeCountries = ["FR", "GP", "MQ", "GF", "RE", "YT"] as const;

/** A number that exists by its country's plan, as E.164 writes it. */
export function readPhone(subkind: PhoneSubkind, text: string): Reading {
  const plain = text
    .trim()
    .replace(/^tel:/i, "")
    .replace(/^00(?=[1-9])/, "+");
  if (plain === "") return refused(subkind, "empty");
  if (plain.length > 40 || !/^[+\d\s().\-/·•_|,*~]+$/u.test(plain)) return refused(subkind, "not_a_phone");
  const spaced = plain.replace(/[\s·•_|,*~]/gu, " ");
  const number = homeCountries
    .map((defaultCountry) => parsePhoneNumberFromString(spaced, { defaultCountry, extract: false }))
    .find((read) => read?.isValid());
  if (number === undefined || number.ext !== undefined) return refused(subkind, "not_a_phone");
  return found(subkind, number.number, {
    display: number.formatInternational(),
    masked: `+${number.countryCallingCode} ••• ${number.nationalNumber.slice(-2)}`,
  });
}

/** The same for digits out of a link, where the country is always written and the plus often is not. */
export const readDialled = (subkind: PhoneSubkind, digits: string): Reading =>
  readPhone(subkind, `+${digits.replace(/^(?:\+|%2B| |00)+/i, "")}`);
