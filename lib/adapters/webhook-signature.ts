import "server-only";
import { createHmac } from "node:crypto";
import { signedText } from "@/lib/domain/webhook-delivery";

/** HMAC-SHA-256 in hexadecimal; the key is the secret's own characters, as they were shown. */
export const webhookSignature = (secret: string, timestamp: number, body: string): string =>
  createHmac("sha256", secret).update(signedText(timestamp, body)).digest("hex");
