import { useTranslations } from "next-intl";
import classes from "./sign-in.module.css";

const words = {
  OAuthSignin: "unreachable",
  OAuthCallback: "failed",
  Callback: "failed",
  AccessDenied: "refused",
  limited: "limited",
} as const;

/** What came of a sign-in elsewhere; nothing for what the address bar makes up. */
export function ProviderRefusal({ error, name }: { error: string | undefined; name: string }) {
  const t = useTranslations("auth.signIn.providerError");
  const word = error !== undefined && Object.hasOwn(words, error) ? words[error as keyof typeof words] : null;
  if (word === null) return null;
  return (
    <p role="alert" className={classes.refusal}>
      {t(word, { name })}
    </p>
  );
}
