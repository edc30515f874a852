import { Button, Group } from "@mantine/core";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { signOutHere } from "@/lib/actions/sign-out";
import { getSession } from "@/lib/auth/current-actor";
import { routes } from "@/lib/routes";
import { LinkButton } from "@/lib/ui/link-button";
import { RelativeTime } from "@/lib/ui/relative-time";
import classes from "./closed.module.css";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.closed"))("title") };
}

/** What everybody but administrators sees of a closed desk. Why is told to the team and not to passers-by. */
export default async function ClosedPage() {
  const session = await getSession();
  if (session === null) redirect(routes.signIn());
  if (session.level !== "full" || !session.isShutOut) redirect(routes.home());
  const t = await getTranslations("auth.closed");
  return (
    <>
      <h1>{t("title")}</h1>
      <p className={classes.lead}>{t("lead")}</p>
      <blockquote className={classes.reason}>{session.mode.reason}</blockquote>
      <p className={classes.since}>
        {t("since")} <RelativeTime instant={session.mode.since} variant="dateTime" />
      </p>
      <Group gap="sm">
        <LinkButton href={routes.home()} variant="filled">
          {t("again")}
        </LinkButton>
        <form action={signOutHere}>
          <Button type="submit" variant="subtle">
            {t("signOut")}
          </Button>
        </form>
      </Group>
    </>
  );
}
