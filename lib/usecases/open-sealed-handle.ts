import "server-only";
import { openText } from "@/lib/adapters/sealed-text";
import type { OpenSealed } from "@/lib/db/notice-payments";

/** Opens a means of payment for the one notice that tells its firm of it. Whoever asks for it writes it into the access log. */
export const openSealedHandle: OpenSealed = (subject, sealed) => openText("observable", subject, sealed);
