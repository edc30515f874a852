import type { ObservableSubkind } from "../observables/observable";

/** Which means of payment each firm's desk is told of: its own, and no other firm's. A desk that is not named here is told of none. */
const servedBy: Readonly<Record<string, readonly ObservableSubkind[]>> = {
  "paypal-abuse": ["paypal_me", "paypal_email", "paypal_id"],
  "leetchi-report": ["leetchi"],
  "lepotcommun-report": ["pot_commun"],
  "lydia-report": ["lydia_pot", "lydia_handle"],
};

export const paymentsOf = (channelId: string): readonly ObservableSubkind[] => servedBy[channelId] ?? [];

/** Before a name or a pot: what its service puts there, so that the firm finds it. */
const places: Partial<Record<ObservableSubkind, string>> = {
  paypal_me: "paypal.me/",
  paypal_id: "PayPal ",
  leetchi: "leetchi.com/c/",
  pot_commun: "lepotcommun.fr/pot/",
  lydia_handle: "@",
};

/** A means of payment as a person reads it; the same for its mask. */
export function payeeText(subkind: ObservableSubkind, value: string): string {
  const place = places[subkind] ?? "";
  return value.startsWith(place) ? value : `${place}${value}`;
}
