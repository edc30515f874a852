import { stripInvisible } from "../addresses/clean-text";

const pairsOf = (from: string, to: string): [string, string][] => {
  const plain = [...to];
  return [...from].map((letter, at) => [letter, plain[at] ?? letter]);
};
/** Letters of their own that are drawn for others, or are two in one, and that Unicode does not take apart. */
const drawn = new Map([
  ...pairsOf("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnopqrstuvwyz"),
  ...pairsOf("ıłøđħ", "ilodh"),
  ["œ", "oe"] as const,
  ["æ", "ae"] as const,
  ["ß", "ss"] as const,
]);
/** Cyrillic and Greek letters that look like Latin ones. */
const alike = new Map([
  ...pairsOf("асԁеһіјкӏмнорԛѕтувԝх", "acdehijklmhopqstybwx"),
  ...pairsOf("αεικνορτυχη", "aeikvoptuxn"),
]);

/**
 * Letters and digits alone, in one spelling: small, without accents, ornaments and marks that nobody sees. Letters of another script
 * count as the Latin ones that they look like where most of the text is Latin: there they are put in to hide a copy.
 */
export function plainLetters(text: string): string {
  const letters = stripInvisible(text)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .replace(/[^\x00-\x7f]/gu, (letter) => drawn.get(letter) ?? letter);
  const latin = letters.match(/\p{Script=Latin}/gu)?.length ?? 0;
  const others = letters.match(/[\p{Script=Cyrillic}\p{Script=Greek}]/gu)?.length ?? 0;
  return others === 0 || others > latin ? letters : letters.replace(/[^\x00-\x7f]/gu, (one) => alike.get(one) ?? one);
}
