import type { NoticeLanguage } from "./notice-input";
import type { Wording } from "./wording";
import { english } from "./wording-en";
import { french } from "./wording-fr";

const wordings: Readonly<Record<NoticeLanguage, Wording>> = { en: english, fr: french };

export function wordingIn(language: NoticeLanguage): Wording {
  return wordings[language];
}
