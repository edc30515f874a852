import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/browser";
import type { FactorWays, ShownFactor } from "@/lib/domain/access/second-factor";
import type { ToldError } from "@/lib/domain/errors";

/** What a server action answers. */
export interface Answer<Data = unknown> {
  data?: Data | undefined;
  serverError?: ToldError | undefined;
  validationErrors?: unknown;
}

/** The actions by which a factor is shown; given by the pages, because components know no server. */
export interface ShowingActions {
  readWays: () => Promise<Answer<FactorWays>>;
  askPasskey: () => Promise<Answer<PublicKeyCredentialRequestOptionsJSON>>;
  showFactor: (shown: ShownFactor) => Promise<Answer>;
}

/** The actions by which one is added; the recovery codes come with the first. */
export interface AddingActions {
  addTotp: (input: { code: string }) => Promise<Answer<{ codes: string[] | null }>>;
  askNewPasskey: () => Promise<Answer<PublicKeyCredentialCreationOptionsJSON>>;
  addPasskey: (input: { answer: never; name: string }) => Promise<Answer<{ codes: string[] | null }>>;
}

/** A refusal of whatever kind, as the form tells it; null where there is none. */
export function refusalOf(answer: Answer | undefined): ToldError | null {
  if (answer === undefined) return { code: "unavailable" };
  if (answer.serverError) return answer.serverError;
  return answer.validationErrors === undefined ? null : { code: "invalid_input", reason: "form" };
}
