import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { found, type ObservableSubkind, type Reading, refused } from "./observable";

type PhoneSubkind = Extract<
  ObservableSubkind,
  "payment_phone" | "telegram_phone" | "whatsapp_phone" | "signal_phone" | "phone"
>;

/** The country that a number without one is read in. */
const homeCountry = "FR";

/** A number that exists by its country's plan, as E.164 writes it. */
export function readPhone(subkind: PhoneSubkind, text: string): Reading {
  const plain = text
    .trim()
    .replace(/^tel:/i, "")
    .replace(/^00(?=[1-9])/, "+");
  if (plain === "") return refused(subkind, "empty");
  if (plain.length > 40 || !/^[+\d\s().\-/\u00A0\u2009\u202F·]+$/u.test(plain)) return refused(subkind, "not_a_phone");
  const number = parsePhoneNumberFromString(plain.replace(/[·]/gu, " "), {
    defaultCountry: homeCountry,
    extract: false,
  });
  if (!number?.isValid() || number.ext !== undefined) return refused(subkind, "not_a_phone");
  return found(subkind, number.number, {
    display: number.formatInternational(),
    masked: `+${number.countryCallingCode} ••• ${number.nationalNumber.slice(-2)}`,
  });
}

/** The same for digits out of a link, where the country is always written and the plus often is not. */
export const readDialled = (subkind: PhoneSubkind, digits: string): Reading =>
  readPhone(subkind, `+${digits.replace(/^(?:\+|%2B| |00)+/i, "")}`);
