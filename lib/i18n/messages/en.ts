/**
 * The namespaces, one line each: the English file gives the types, so a key that is missing anywhere does not compile.
 * The French file of the same name is loaded by name; a test compares the two.
 */
export { default as address } from "./en/address.json";
export { default as auth } from "./en/auth.json";
export { default as care } from "./en/care.json";
export { default as bank } from "./en/bank.json";
export { default as case } from "./en/case.json";
export { default as errors } from "./en/errors.json";
export { default as "notice-text" } from "./en/notice-text.json";
export { default as queue } from "./en/queue.json";
export { default as people } from "./en/people.json";
export { default as settings } from "./en/settings.json";
export { default as shell } from "./en/shell.json";
export { default as signals } from "./en/signals.json";
export { default as ui } from "./en/ui.json";
export { default as vocabulary } from "./en/vocabulary.json";
export { default as timeline } from "./en/timeline.json";
export { default as log } from "./en/log.json";
export { default as fingerprints } from "./en/fingerprints.json";
export { default as forms } from "./en/forms.json";
export { default as imports } from "./en/imports.json";
export { default as audit } from "./en/audit.json";
export { default as notices } from "./en/notices.json";
export { default as mandates } from "./en/mandates.json";
export { default as vetting } from "./en/vetting.json";
export { default as charter } from "./en/charter.json";
export { default as "training-cases" } from "./en/training-cases.json";
export { default as "training-answers" } from "./en/training-answers.json";
export { default as verify } from "./en/verify.json";
export { default as notifications } from "./en/notifications.json";
export { default as batch } from "./en/batch.json";
export { default as "report-accounts" } from "./en/report-accounts.json";
export { default as webhooks } from "./en/webhooks.json";
export { default as proposals } from "./en/proposals.json";
export { default as accuracy } from "./en/accuracy.json";
export { default as platforms } from "./en/platforms.json";
export { default as ledger } from "./en/ledger.json";
export { default as statistics } from "./en/statistics.json";
export { default as recipients } from "./en/recipients.json";
export { default as factor } from "./en/factor.json";
export { default as lane } from "./en/lane.json";
export { default as images } from "./en/images.json";
export { default as observables } from "./en/observables.json";
export { default as traces } from "./en/traces.json";
export { default as told } from "./en/told.json";
export { default as fit } from "./en/fit.json";
