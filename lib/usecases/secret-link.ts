import "server-only";
import { createHash, randomBytes } from "node:crypto";

/** 256 random bits, to be shown once. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

/** What is kept of a secret. It has 256 random bits already: a slow hash would add nothing. */
export const secretHash = (secret: string): string => createHash("sha256").update(secret).digest("hex");
