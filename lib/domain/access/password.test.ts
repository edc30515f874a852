import { describe, expect, it } from "vitest";
import { passwordProblem, type PasswordFindings } from "./password";

const around = { email: "ines.morel@collectif.example", pseudonym: "Belladone", organisation: "Collectif des Masques" };
/** What the list and the estimator say of a password that is neither leaked nor near. */
const far: PasswordFindings = { isLeaked: false, guessesLog10: 14 };
const problem = (password: string, found = far) => passwordProblem(password, around, found);

describe("passwords", () => {
  it.each(["short", "onze lettre", ""])("refuses one of fewer than 12 characters (%j)", (password) => {
    expect(problem(password)).toBe("password_short");
  });

  it("refuses one of more than 200 characters, and takes 200", () => {
    const long = Array.from({ length: 200 }, (_, at) => "le rideau tombe à minuit. ".charAt(at % 26)).join("");
    expect(problem(`${long}x`)).toBe("password_long");
    expect(problem(`${long.slice(0, 198)}zk`)).toBeNull();
  });

  it("counts characters, not the units that a computer keeps them in", () => {
    expect(problem("🎭🎭🎭🎭🎭🎭")).toBe("password_short");
    expect(problem("🎭 deux mots ")).toBeNull();
  });

  it.each([
    "ines.morel@collectif.example",
    "INES.MOREL@collectif.example",
    "inesmorel2026!",
    "Belladone-2026",
    "collectif des masques",
    "démasque démasque",
    "Demasque2026!!",
    "administrateur1",
    "motdepasse123456",
    "aaaaaaaaaaaaaaaa",
    "abcabcabcabcabc",
    "hahahahahaha",
    "123456789012",
    "2026-11-22 07:30".replace(":", "."),
    "31/12/1999 01",
    "abcdefghijklm",
    "azertyuiop123",
    "qwertyuiop!!!!",
    "passwordpassword",
  ])("refuses one that is guessed at once (%s)", (password) => {
    expect(problem(password)).toBe("password_trivial");
  });

  it.each([
    "le rideau se lève à huit heures",
    "correct horse battery",
    "v9#Lq2!tzRm0",
    "Demasque, ton loup est de travers",
    "пароль из слов",
    "面の皮が厚いのは誰だろうか",
  ])("takes a sentence or a random one (%s)", (password) => {
    expect(problem(password)).toBeNull();
  });

  it("refuses one that was leaked, and one that is guessed in fewer than ten thousand million tries", () => {
    expect(problem("v9#Lq2!tzRm0", { ...far, isLeaked: true })).toBe("password_leaked");
    expect(problem("v9#Lq2!tzRm0", { ...far, guessesLog10: 9.9 })).toBe("password_trivial");
    expect(problem("v9#Lq2!tzRm0", { ...far, guessesLog10: 10 })).toBeNull();
  });
});
