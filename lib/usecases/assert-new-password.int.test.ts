import { describe, expect, it } from "vitest";
import { measurePassword } from "@/lib/adapters/password-guesses";
import { assertNewPassword } from "./assert-new-password";

const around = { email: "ines.morel@collectif.example", pseudonym: "Belladone", organisation: "Collectif des Masques" };
const answerTo = (password: string) =>
  assertNewPassword(password, around).then(
    () => "taken",
    (error: unknown) => (error as { reason?: string }).reason,
  );

describe("a new password", () => {
  it.each([
    "unbelievable",
    "rockandroll1",
    "Abcdefghijk1",
    "mypassword12",
    "iloveyou1234",
    "P@ssw0rd1234",
    "superman12345",
  ])("is refused where it was leaked or is one of the first to be tried (%s)", async (password) => {
    expect(await answerTo(password)).toMatch(/^password_(leaked|trivial)$/);
  });

  it("is refused where it is made of the person's own words in disguise", async () => {
    expect(await answerTo("B3ll4d0n3-Ines!")).toBe("password_trivial");
  });

  it.each([
    "le rideau se lève à huit heures",
    "correct horse battery",
    "v9#Lq2!tzRm0",
    "пароль из слов",
    "面の皮が厚いのは誰だろうか",
  ])("is taken where it is a sentence or a random one (%s)", async (password) => {
    expect(await answerTo(password)).toBe("taken");
  });

  it("is looked up whatever its capitals, and measured in no time however long it is", async () => {
    expect(await measurePassword("UNBELIEVABLE", [])).toMatchObject({ isLeaked: true });
    const begun = performance.now();
    await measurePassword("le rideau tombe à minuit. ".repeat(8).slice(0, 200), []);
    expect(performance.now() - begun).toBeLessThan(2000);
  });
});
