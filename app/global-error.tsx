"use client";

import english from "@/lib/i18n/messages/en/ui.json";
import french from "@/lib/i18n/messages/fr/ui.json";
import "@/lib/ui/tokens.css";
import "./globals.css";

interface GlobalErrorProps {
  error: unknown;
  retry: () => void;
}

/** The layout itself has failed, and with it the choice of language: both are said. */
export default function GlobalError({ error, retry }: GlobalErrorProps) {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  return (
    <html lang="fr">
      <body>
        <title>Démasque</title>
        <main style={{ padding: "24px 16px" }}>
          {[["fr", french.error] as const, ["en", english.error] as const].map(([language, words]) => (
            <section key={language} lang={language} style={{ marginBlockEnd: 24 }}>
              <h1>{words.title}</h1>
              <p>{words.body}</p>
              <button type="button" onClick={() => retry()}>
                {words.retry}
              </button>
            </section>
          ))}
          {digest === undefined ? null : <p className="mono">{digest}</p>}
        </main>
      </body>
    </html>
  );
}
