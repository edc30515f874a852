import "server-only";
import { randomInt } from "node:crypto";
import type { Tx } from "@/lib/db/client";
import { putRecoveryCodes } from "@/lib/db/second-factors";
import {
  printedRecoveryCode,
  recoveryAlphabet,
  recoveryCodeCount,
  recoveryCodeLength,
} from "@/lib/domain/access/second-factor";

const newCode = (): string =>
  Array.from({ length: recoveryCodeLength }, () => recoveryAlphabet.charAt(randomInt(recoveryAlphabet.length))).join(
    "",
  );

/** Ten codes in place of whatever there were: in the answer, to be shown once, and nowhere else. */
export async function issueRecoveryCodes(tx: Tx, userId: string): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodeCount }, newCode);
  await putRecoveryCodes(tx, userId, codes);
  return codes.map(printedRecoveryCode);
}
