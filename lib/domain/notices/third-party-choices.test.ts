import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fixture } from "@/lib/testing/fixtures";
import { plainText } from "./plain-text";
import { article16Notice, botNotice, sampleNotice } from "./sample-notice-input";
import { thirdPartyDataIn } from "./third-party-choices";

const found = (explanation: string): string[] =>
  thirdPartyDataIn({ ...sampleNotice, cases: [], explanation, ruleCited: "" }).map(
    ({ kind, text }) => `${kind} ${text}`,
  );

describe("what of somebody else's stands in the text of a notice", () => {
  test.each([
    ["06 12 34 56 41", "06.12.34.56.41", "06/12/34/56/41", "06 1234 5641", "06 12345641", "(06) 12 34 56 41"],
    ["+33 (0) 6 12 34 56 41", "+33 (0)6.12.34.56.41", "+33(0)612345641", "+33-6-12-34-56-41", "0033 6 12 34 56 41"],
    ["33612345641", "33 6 12 34 56 41", "0 6 1 2 3 4 5 6 4 1", "06  12  34  56  41", "0692 12 34 56"],
    ["+44 20 7946 0958", "+1 (415) 555-2671", "+49 (0)30 901820", "+225 07 07 12 34 56", "+229 97 12 34 56"],
    ["+234 803 123 4567", "+41 79 123 45 67", "+262 692 12 34 56", "+34 612 34 56 78", "+39 06 698 12345"],
  ])("telephones: %s, %s, %s, %s, %s", (...phones) => {
    for (const phone of phones) expect(found(`Elle donne le ${phone}, vu deux fois.`)).toEqual([`phone ${phone}`]);
  });

  test.each([
    "lou.vesper@example.com",
    "lou.vesper @ example.com",
    "lou [at] example [dot] com",
    "lou(at)example.com",
    "lou[@]example.com",
    "lou at example dot com",
    "lou AT example DOT com",
    "lou arobase exemple point fr",
    "lou(arobase)exemple.fr",
    "lou arobase exemple.fr",
    "lou＠example.com",
    "lou@example[.]com",
    "lou@xn--exmple-cua.fr",
  ])("the address %s", (email) => {
    expect(found(`Écrire à ${email}, dit-elle.`)).toEqual([`email ${email}`]);
  });

  test.each([
    "FR76 3000 6000 0112 3456 7890 189",
    "FR76.3000.6000.0112.3456.7890.189",
    "FR76-3000-6000-0112-3456-7890-189",
    "FR 76 3000 6000 0112 3456 7890 189",
    "FR76\u202F3000\u202F6000\u202F0112\u202F3456\u202F7890\u202F189",
    "fr76 30006 00001 12345678901 89",
    "FR76 3000 6000 0112\n3456 7890 189",
    "LT12 1000 0111 0100 1000",
  ])("the account %s", (iban) => {
    expect(found(`IBAN : ${iban}, vu deux fois.`)).toEqual([`iban ${iban}`]);
  });

  test.each([
    "case 412, our case 5899001122, notice 57, dossier 0612345, n° 2026-0612-3456-41, M-031",
    "2026-11-22 06:31:07 UTC, 22/11/2026 à 14 h 30, 02.11.2026, 22 11 2026, 20261122063100, 1795329060123",
    "id 58990011223, ID 17841400008460056, IMG_20261122_063100.jpg, IMG-20261122-WA0012, isbn 978-2-07-036822-8",
    "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "uuid 3f2b8c1e-77aa-4d2f-9c10-061234564100 and 00123456-7890-1234-5678-901234567890",
    "https://www.instagram.com/p/0612345641/, instagram.com/0612345641, hxxps://x[.]com/0612345641, x[.]com/0612345641",
    "www.facebook.com/profile.php?id=100012345678901, t.me/c/1234567890/55, x.com/a/status/1795329060123456789",
    "15 000 EUR, 12 345 678 abonnés, 3 500 € par mois, tarifs : 20 30 40 50 60 100 150",
    "RCS Paris 552 100 554, SIRET 552 100 554 00025, 75001 Paris, art. 226-4-1, (UE) 2022/2065, articles 16, 20 et 21",
    "192.168.100.25, 10.20.30.40:8080, 2001:db8::1, version 10.0.19045.3693, 0000000000, 10 11 12 13 14 15 16",
    "@lou@mastodon.example, @lou.vesper, did:plc:ar7c4by46qjdydhdevvrndac, at://did:plc:abc/app.bsky.feed.post/3kabc",
    "look at example.com dot, we met at site.com, the photos at example.com are hers, chat at night, @user at 10:30",
    "chez paul.fr, meet at noon at the point de vente, on est à point nommé, posts at 2 points of the day, suivez @ lou.vesper",
    "at 818536152588238849, LT 12 pages de texte 1000, FR76 comme exemple",
  ])("nothing in %j", (text) => {
    expect(found(text)).toEqual([]);
  });

  test("nothing in the texts that we write ourselves, in either language", () => {
    for (const notice of [sampleNotice, article16Notice, botNotice])
      for (const language of ["en", "fr"] as const)
        expect(found(plainText({ ...notice, language }).replaceAll(notice.notifier.roleMailbox, ""))).toEqual([]);
  });

  const handles = fixture("profile-urls/legislators/handles.csv");
  test.skipIf(handles === undefined)(
    "nothing in thousands of real handles, ids and addresses (skips without the fixtures)",
    () => {
      const rows = readFileSync(handles ?? "", "utf8")
        .trim()
        .split("\n")
        .slice(1);
      expect(rows.length).toBeGreaterThan(2000);
      expect(rows.flatMap((row) => found(`The account ${row.replaceAll(",", " at ")} was observed.`))).toEqual([]);
    },
  );

  test("is looked for whatever the text repeats: no pattern goes back over a long text again and again", () => {
    for (const part of ["a at ", "a @ ", "a.", "x/", "FR 7", "lou arobase ", "+1 ", "h.h/"])
      expect(() => found(part.repeat(Math.ceil(10_000 / part.length))), part).not.toThrow();
  });
});
