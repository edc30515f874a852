import "server-only";
import { isIP } from "node:net";
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import type { PasskeyAnswer } from "@/lib/domain/access/second-factor";
import { DomainError } from "@/lib/domain/errors";
import { env } from "@/lib/env";

export type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON };

export interface KeptPasskey {
  credentialId: string;
  publicKey: Uint8Array<ArrayBuffer>;
  counter: number;
  transports: readonly string[];
}

/** Passkeys belong to a name, never to an IP address, and browsers want HTTPS for every name but this machine's own. */
export function arePasskeysPossible(): boolean {
  const { protocol, hostname } = new URL(env().publicUrl);
  const isOwnMachine = hostname === "localhost" || hostname.endsWith(".localhost");
  return isIP(hostname.replace(/^\[|\]$/g, "")) === 0 && (protocol === "https:" || isOwnMachine);
}

function relyingParty(): { id: string; origin: string } {
  if (!arePasskeysPossible()) throw new DomainError("unavailable", "passkeys_impossible");
  const { hostname, origin } = new URL(env().publicUrl);
  return { id: hostname, origin };
}

const named = (passkeys: readonly Pick<KeptPasskey, "credentialId" | "transports">[]) =>
  passkeys.map(({ credentialId, transports }) => ({ id: credentialId, transports: [...transports] }));

interface Newcomer {
  userId: string;
  userName: string;
  organisation: string;
  has: readonly Pick<KeptPasskey, "credentialId" | "transports">[];
}

/** What the browser is asked for a new passkey: kept on the device if it can be, so that it may sign in by itself. */
export async function registrationOptions(newcomer: Newcomer): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { userId, userName, organisation, has } = newcomer;
  return generateRegistrationOptions({
    rpName: organisation,
    rpID: relyingParty().id,
    userID: new TextEncoder().encode(userId),
    userName,
    userDisplayName: userName,
    attestationType: "none",
    excludeCredentials: named(has),
    authenticatorSelection: { residentKey: "preferred", userVerification: "preferred" },
  });
}

/** What the browser is asked for a passkey that it has: one of these, or any of ours where the person is not known yet. */
export async function assertionOptions(
  has: readonly Pick<KeptPasskey, "credentialId" | "transports">[] | null,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  return generateAuthenticationOptions({
    rpID: relyingParty().id,
    userVerification: has === null ? "required" : "preferred",
    ...(has !== null && { allowCredentials: named(has) }),
  });
}

/** The challenge that an answer claims to be for; null for an answer that cannot be read. */
export function challengeIn(answer: PasskeyAnswer): string | null {
  try {
    const said: unknown = JSON.parse(Buffer.from(answer.response.clientDataJSON, "base64url").toString("utf8"));
    const challenge = (said as { challenge?: unknown }).challenge;
    return typeof challenge === "string" ? challenge : null;
  } catch {
    return null;
  }
}

/** The new passkey, or null where the answer is not one to this challenge, for this origin and this name. */
export async function verifiedRegistration(answer: PasskeyAnswer, challenge: string): Promise<KeptPasskey | null> {
  const { id, origin } = relyingParty();
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response: answer as unknown as RegistrationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: false,
    });
    if (!registrationInfo) return null;
    const { id: credentialId, publicKey, counter, transports = [] } = registrationInfo.credential;
    return { credentialId, publicKey: Uint8Array.from(publicKey), counter, transports };
  } catch {
    return null;
  }
}

/**
 * The counter after this use, or null for an answer that is none: wrong challenge, origin, name or signature, a counter that did not
 * grow, or nobody verified where the passkey is the only factor.
 */
export async function verifiedAssertion(
  answer: PasskeyAnswer,
  challenge: string,
  passkey: KeptPasskey,
  isOnlyFactor: boolean,
): Promise<number | null> {
  const { id, origin } = relyingParty();
  const { credentialId, publicKey, counter, transports } = passkey;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: answer as unknown as AuthenticationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: id,
      credential: {
        id: credentialId,
        publicKey,
        counter,
        transports: [...transports] as AuthenticatorTransport[],
      },
      requireUserVerification: isOnlyFactor,
    });
    return verified ? authenticationInfo.newCounter : null;
  } catch {
    return null;
  }
}
