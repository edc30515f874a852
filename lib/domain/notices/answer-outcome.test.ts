import { describe, expect, test } from "vitest";
import type { Outcome } from "../case/vocabulary";
import { outcomeIn } from "./answer-outcome";

const said: [Outcome | "received" | null, string, string?][] = [
  ["received", "We have received your report and will look into it."],
  ["received", "Nous accusons réception de votre signalement."],
  ["refused", "Après examen, ce compte n’enfreint pas nos règles."],
  ["refused_unfounded", "Your notice is manifestly unfounded."],
  ["account_removed", "We removed the profile you reported."],
  ["account_removed", "Le compte signalé a été supprimé."],
  ["content_removed", "The posts you reported were taken down."],
  ["already_gone", "This page no longer exists."],
  ["restricted", "Its visibility was restricted."],
  [null, "Hello!"],
  [null, "Bonjour,\n> the account has been suspended\n> removed the profile"],
  [
    "received",
    "Thanks for reporting this. We’ve received your report and will review it. If we find that the account violates our Community Guidelines, it will be removed.",
  ],
  [
    "received",
    "Hi,\n\nYour request (#482913) has been received and is being reviewed by our support staff.\n\nTo add additional comments, reply to this email.",
  ],
  [
    "received",
    "Bonjour,\nNous avons bien reçu votre signalement. Nous l’examinerons dans les meilleurs délais. Si le contenu enfreint nos règles, il sera supprimé.",
  ],
  ["received", "Votre demande a bien été enregistrée sous le numéro 2026-889. Elle est en cours de traitement."],
  [
    "received",
    "We acknowledge receipt of your notice under Article 16 DSA. We may suspend the processing of notices from those who frequently submit manifestly unfounded notices.",
  ],
  [
    "received",
    "Thank you for contacting X Support. We're reviewing the reported account for potential violations of our rules.",
  ],
  [
    "received",
    "This is an automated response to confirm receipt of your e-mail. A ticket has been created. Please do not remove the ticket number from the subject line.",
  ],
  ["received", "Merci de nous avoir contactés. Un compte signalé peut être suspendu lorsqu'il enfreint nos règles."],
  ["received", "We got your report. Accounts that break our rules are removed."],
  ["refused", "We reviewed the account you reported and found that it doesn't go against our Community Standards."],
  ["refused", "We've reviewed your report and decided not to remove the account."],
  ["refused", "The account has not been removed because we found no violation of our policies."],
  ["refused", "After review, we were unable to identify a violation of our terms."],
  ["refused", "We didn't find any violation of our rules in the reported content."],
  ["refused", "Your report has been rejected. The profile remains available."],
  ["refused", "We determined that the reported account is not in\nviolation of the X Rules."],
  ["refused", "No further action will be taken at this time."],
  ["refused", "We will not be taking action on this account."],
  ["refused", "We’ve decided to leave the account up."],
  ["refused", "Après examen, le compte n’a pas été supprimé car il respecte nos Règles de la communauté."],
  ["refused", "Nous n'avons constaté aucune infraction à nos conditions d'utilisation."],
  ["refused", "Nous ne donnerons pas suite à votre demande."],
  ["refused", "Votre signalement a été classé sans suite."],
  ["refused", "Le contenu signalé ne contrevient pas à nos règles."],
  ["refused", "Nous avons décidé de ne pas retirer ce profil."],
  ["refused", "Nous ne sommes pas en mesure de supprimer ce compte."],
  ["refused", "Ce compte ne sera pas supprime\u0301."],
  ["refused", "Votre demande est rejetée."],
  [
    "refused",
    "We declined to act on your notice. You can appeal this decision within six months; if your appeal is granted the account will be removed.",
  ],
  ["refused", "The reported profile does not\r\nviolate our Community Guidelines."],
  ["refused_unfounded", "We consider your notice to be manifestly unfounded."],
  ["refused_unfounded", "Votre notification est manifestement infondée."],
  ["account_removed", "We decided to remove the account. The account has been removed."],
  [
    "account_removed",
    "We removed the account you reported because it violates our policy on impersonation. The user can appeal; if the appeal is refused they may go to court.",
  ],
  ["account_removed", "Good news! The account was permanently banned from our platform."],
  ["account_removed", "Although we cannot share details, we have removed the account for breaking our rules."],
  ["account_removed", "The account you reported for posting photos of another person has been taken down."],
  ["account_removed", "Le compte que vous avez signalé a été définitivement supprimé."],
  ["account_removed", "Nous avons désactivé ce profil."],
  ["account_removed", "Suite à votre signalement, nous avons fermé le compte concerné."],
  ["account_removed", "The user has been banned."],
  ["account_removed", "We have terminated the user’s account without undue delay."],
  ["account_removed", "We removed the account; it is no longer available."],
  ["account_suspended", "The account has been suspended."],
  ["account_suspended", "We've permanently suspended the account."],
  ["account_suspended", "Le compte est désormais suspendu."],
  ["account_suspended", "We have locked the account until the owner verifies."],
  ["content_removed", "We removed the photos from the account."],
  ["content_removed", "We have removed some content from this profile."],
  ["content_removed", "After reviewing the account, the photos were deleted."],
  ["content_removed", "Les publications signalées ont été retirées."],
  ["content_removed", "The link has been disabled."],
  ["content_removed", "Le lien court a été désactivé."],
  ["already_gone", "The account had already been removed when we reviewed your report."],
  ["already_gone", "The profile you reported no longer exists."],
  ["already_gone", "Ce compte a déjà été supprimé."],
  ["already_gone", "Le profil n’est plus accessible."],
  ["already_gone", "This account was deleted by its owner."],
  ["already_gone", "The content is no longer available on our service."],
  ["restricted", "We limited the visibility of the account."],
  ["restricted", "Access to the profile has been restricted in France."],
  ["restricted", "La visibilité du compte a été réduite."],
  [null, "We took appropriate action. Thank you for your report."],
  [null, "Hello, I am out of the office until Monday."],
  [null, "We need more information: please send the exact URL of the profile."],
  [null, ""],
  [null, "If you are not the intended recipient, the content must be deleted."],
  ["received", "Your ticket about this account has been closed. Thank you for your report."],
  [
    "refused",
    "Hello,\n\nWe found that it does not violate our rules.\n\nFrom: Collectif <a@b.example>\nSent: Monday, November 23, 2026 10:12\nTo: desk@platform.example\nSubject: Report\n\nThe account has been suspended before.",
  ],
  [
    "account_removed",
    "The account was removed.\n\nOn Mon, 23 Nov 2026 at 10:12, Collectif\n<signalement@collectif.example> wrote:\n\n> The profile does not violate",
  ],
  [
    "account_removed",
    "Le lun. 23 nov. 2026 à 10:12, Collectif <s@c.example> a écrit :\n> Le compte désigné\n> Merci\n\nLe compte a été supprimé.",
  ],
  [
    "account_removed",
    "---------- Forwarded message ---------\nFrom: Desk <desk@x.example>\nDate: Mon, 23 Nov 2026\nSubject: Your report\nTo: <me@x.example>\n\nThe account was removed.",
  ],
  ["received", "Thank you for your report.\n\n-----Message d'origine-----\nDe : Collectif\nLe compte a été supprimé."],
  [
    "received",
    "Thank you for your message.\n\n| Démasque, case desk of Collectif\n| Our case 177: account removed, 10 June 2026.",
  ],
  ["account_removed", "Entscheidung\n\nThe account has been removed.\n-- \nSupport\nWe do not remove anything"],
  [
    "account_removed",
    "We want to let you know that we reviewed the account you reported for impersonation and removed it.",
  ],
  [
    "account_removed",
    "Thanks for letting us know. We reviewed the profile you reported and since it violated our Community Standards, we removed it.",
  ],
  ["received", "Thank you for your report. Our team will look into it, and remove the account if needed."],
  ["refused", "Nous n’avons pas pu établir que ce compte usurpe une identité et ne l’avons donc pas supprimé."],
  ["refused", "In this case, we did not remove the account you reported."],
  ["account_removed", "We have reviewed your report and taken down the profile, as it violates our Terms."],
  ["content_removed", "The URL you reported has been removed from Google Search."],
  ["refused", "We concluded that there isn't enough evidence, so no action was taken."],
  ["account_suspended", "Account suspended", "x"],
];
describe("an answer to a notice", () => {
  test.each(said)("seems to say %s: %s", (...[outcome, text, subject]) => {
    expect(outcomeIn({ subject: subject ?? "Re: Notice", text })).toBe(outcome);
  });

  test("is read whatever it repeats: no pattern goes back over a long text again and again", () => {
    for (const part of ["not remove ", "n’a pas ", "account ", "when ", "On 1 ", "From: a\n", "> ", "\n", "a, "])
      expect(() => outcomeIn({ subject: "", text: part.repeat(Math.ceil(20_000 / part.length)) }), part).not.toThrow();
  });
});
