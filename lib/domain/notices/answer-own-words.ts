/** Lines by which mail programs say that what follows is an older message, whole or after a blank. */
const divider =
  /^[\s>*_-]*-{2,}\s*(?:original message|message original|message d['’]origine|ursprüngliche nachricht|reply message)\s*-{2,}/iu;
const forwardDivider =
  /^[\s>*_-]*(?:-{2,}\s*(?:forwarded message|message transféré|message transmis|weitergeleitete nachricht)\s*-{2,}|begin forwarded message\s?:|début du message (?:transféré|réexpédié)\s?:)/iu;
/** "On Monday … wrote:", "Le lundi … a écrit :"; long ones are folded over several lines. */
const attribution = /^[\s>]*(?:on|le|am)\b[^\n]{5,300}\b(?:wrote|a écrit|schrieb)\b[^\n]{0,60}:\s*$/iu;
const attributionStart = /^[\s>]*(?:on|le|am)\b.*\d/iu;
const headerLine =
  /^[\s>*|_]*(from|de|von|sent|envoyé|date|gesendet|to|à|an|cc|subject|objet|betreff|reply-to|répondre à)\s?:\*{0,2}\s/iu;
const fromNames = /^(?:from|de|von)$/iu;
/** The first line of our own notices, in whatever way they are quoted. */
const ourMasthead = /^[\s>|*]*(?:démasque, case desk of|démasque, bureau des dossiers de)\s/iu;
const signature = /^-- ?$/u;
const quoted = /^\s*[>|]/u;

/** How many lines from here on are headers of an older message ("From: … Sent: … To: …"); 0 where this is none. */
function headerBlock(lines: readonly string[], at: number): number {
  const name = headerLine.exec(lines[at] ?? "")?.[1];
  if (name === undefined || !fromNames.test(name)) return 0;
  const named = new Set<string>();
  let end = at;
  for (let next = at; next < Math.min(lines.length, at + 14); next += 1) {
    const line = lines[next] ?? "";
    if (line.trim() === "" && named.size >= 2) break;
    const found = headerLine.exec(line)?.[1];
    if (found === undefined) continue;
    named.add(found.toLowerCase());
    end = next;
  }
  return named.size >= 3 ? end - at + 1 : 0;
}

/** How many lines an attribution takes; 0 where none begins here. */
function attributionLines(lines: readonly string[], at: number): number {
  if (!attributionStart.test(lines[at] ?? "")) return 0;
  for (let count = 1; count <= 4; count += 1) if (attribution.test(lines.slice(at, at + count).join(" "))) return count;
  return 0;
}

/**
 * What the writer of an answer says in it: without what is quoted above, below or between, without our own notice, and without what
 * stands below a signature's line. A message that was only handed on is what it hands on.
 */
export function ownWords(text: string): string {
  const lines = text.normalize("NFC").replace(/\r\n?/gu, "\n").split("\n");
  const kept: string[] = [];
  const isBlank = (): boolean => kept.every((line) => line.trim() === "");
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (ourMasthead.test(line)) break;
    if (forwardDivider.test(line) || divider.test(line)) {
      if (isBlank()) continue;
      break;
    }
    const headers = headerBlock(lines, at);
    if (headers > 0) {
      if (!isBlank()) break;
      at += headers - 1;
      continue;
    }
    const attributed = attributionLines(lines, at);
    if (attributed > 0) {
      const next = lines.slice(at + attributed).find((one) => one.trim() !== "");
      // Quoted line by line, the answer may go on below; otherwise the rest is the older message.
      if (next !== undefined && !quoted.test(next) && !isBlank()) break;
      at += attributed - 1;
      continue;
    }
    if (quoted.test(line)) continue;
    if (signature.test(line) && !isBlank()) break;
    kept.push(line);
  }
  return kept.join("\n").trim();
}
