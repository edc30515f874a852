import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { getInvitation } from "@/lib/queries/get-invitation";
import { routes } from "@/lib/routes";
import { LinkButton } from "@/lib/ui/link-button";
import { JoinForm } from "./_components/join-form";
import classes from "./invite.module.css";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.invitation"))("title") };
}

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const [invitation, t, role] = await Promise.all([
    getInvitation(token),
    getTranslations("auth.invitation"),
    getTranslations("vocabulary.role"),
  ]);
  if (invitation === null) {
    return (
      <>
        <h1>{t("goneTitle")}</h1>
        <p className={classes.lead}>{t("gone")}</p>
        <LinkButton href={routes.signIn()} variant="default">
          {t("toSignIn")}
        </LinkButton>
      </>
    );
  }
  const roles = invitation.roles.map((name) => role(name)).join(", ");
  return (
    <>
      <h1>{invitation.organisation === "" ? t("title") : t("titleOf", { organisation: invitation.organisation })}</h1>
      <p className={classes.lead}>{t("lead", { roles, count: invitation.roles.length })}</p>
      <JoinForm token={token} />
    </>
  );
}
