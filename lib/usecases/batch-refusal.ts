import "server-only";
import { DomainError } from "@/lib/domain/errors";

/** What speaks of the machine or of the whole batch. */
const passedOn = ["batch_stopped", "batch_item_taken", "signed_out", "try_again", "read_only_mode", "mail_not_set_up"];

/** Whether a refusal is noted beside the one item that it is about, while the batch goes on. */
export const isAboutItem = (error: unknown): boolean =>
  !(error instanceof DomainError) || (error.code !== "unavailable" && !passedOn.includes(error.reason));

/** Where a case is not to be spoken of, its number is not set beside a word that says why. */
const unspoken = ["restricted_desk", "not_found", "case", "notice_case_gone"];
export const toldReason = (reason: string): string => (unspoken.includes(reason) ? "unavailable" : reason);
