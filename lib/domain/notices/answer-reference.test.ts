import { describe, expect, test } from "vitest";
import { referenceIn } from "./answer-reference";

const told: [string, string, string?][] = [
  ["FR-2024-00812", "Your report #FR-2024-00812 was received"],
  ["77120934", "Case number: 77120934."],
  ["AB12-99871", "Référence : AB12-99871"],
  ["", "We looked at this case carefully."],
  ["", ""],
  ["0427-11583", "Thank you.", "Your report: case 0427-11583"],
  ["0427-11583", "Request, case, ticket: 0427-11583"],
  ["482913", "Your request (#482913) has been received"],
  ["2026112310000123", "We write about it", "[Ticket#2026112310000123] Your report"],
  ["4821", "Hello", "[#4821] Impersonation"],
  ["0123456789", "x", "Case# 0123456789: Impersonation report - ref"],
  ["TT-12345", "Ticket ID TT-12345 was opened"],
  ["INC0012345", "Incident INC0012345 has been created"],
  ["2026-11-0456", "Référence de votre demande : 2026-11-0456"],
  ["12345678", "N° de dossier : 12345678"],
  ["1234567", "Votre demande n° 1234567 est en cours"],
  ["1234567", "Votre demande porte le numéro 1234567."],
  ["RPT/2026/00123", "Reference number: RPT/2026/00123."],
  ["3-1234000012345", "x", "[3-1234000012345] Your Request to Google"],
  ["3f2b8c1e-77aa-4d2f-9c10-0123456789ab", "Reference: 3f2b8c1e-77aa-4d2f-9c10-0123456789ab"],
  ["_00D30abcd._5003xyzAB1", "Thanks.\n\nref:_00D30abcd._5003xyzAB1:ref"],
  ["123456", "Your reference number is 123456"],
  ["123456", "Your case ID is: 123456."],
  ["12345", "Report ID 12345"],
  ["987654", "votre numéro de signalement est le 987654."],
  ["A-17", "Reference: A-17"],
  ["20261123-0042", "Ticket: 20261123-0042"],
  ["ABC-123-45678", "Thank you [#ABC-123-45678]"],
  ["", "Join us under #photos2024 and https://help.x.com/en#section12"],
  ["", "Under Regulation (EU) 2022/2065, Article 16, your report of 22/11/2026 was looked at."],
  ["", "In this case 2 accounts were found; request 2026 is over."],
  ["", "Notification préparée le 22 novembre 2026 à 10:30"],
  ["", "Contact the desk: 01 23 45 67 89 or report@platform.example2.com"],
  ["", "Hello\n> Our case 12345\n> Reference: M-03122"],
  ["", "Hi\n\nDémasque, case desk of Collectif\nNotice 57123\nour case 412345"],
  ["77120934", "Case\nnumber:\n77120934"],
  ["CAS-88213-K4X2", "Your case CAS-88213-K4X2 is closed"],
  ["", "We need 3 things: a report, 2 photos and 1 link"],
  ["51234", "RE: your notice. Ticket Nº 51234"],
  ["", "La demande 2022 et le dossier de 2023"],
  ["500-11-22", "Your ticket: 500-11-22"],
  ["R-77", "Reference R-77"],
  ["CW1234567", "Votre signalement (CW1234567) a été reçu"],
];
describe("the desk’s own number", () => {
  test.each(told)("%s: %s", (...[reference, text, subject]) => {
    expect(referenceIn({ subject: subject ?? "", text })).toBe(reference);
  });

  test("is looked for whatever the text repeats: no pattern goes back over a long text again and again", () => {
    for (const part of ["case ", "#", "[1", "reference number is ", "1-", "ref:a"])
      expect(
        () => referenceIn({ subject: "", text: part.repeat(Math.ceil(20_000 / part.length)) }),
        part,
      ).not.toThrow();
  });
});
