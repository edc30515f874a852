import type { Desk } from "./fixtures";
import { addresses } from "./addresses";
import { ask, type Asked } from "./asking";
import { actionsOfBuild, callAction } from "./call-action";
import type { Secret } from "./lane-secret";
import { FormInput, serverActions, type TriedCase } from "./server-actions";

/** Somebody who looks: with a browser's cookie, with a token of every scope, or with neither. */
export interface Observer {
  readonly cookie?: string;
  readonly token?: string;
}

/** One question that can be asked of the desk, and the whole answer as text. */
export interface Surface {
  readonly name: string;
  /** Asking leaves a case that is there as it was. */
  readonly isReading: boolean;
  readonly ask: (desk: Desk, observer: Observer) => Promise<string>;
}

/** Whole answers and, beside each, what of it can be compared. */
export type Pictures = ReadonlyMap<string, { readonly whole: string; readonly compared: string }>;

/** A report or an import changes the desk by itself, whatever is in the lane. */
const changing = ["/api/v1/reports/route", "/api/v1/imports/route", "/api/imports/route"];

const byAddress = (name: string, address: string, asked: Asked = {}, door: "cookie" | "token" = "cookie"): Surface => ({
  name,
  isReading: (asked.method ?? "GET") === "GET",
  ask: async (desk, observer) => {
    const who = observer[door];
    const response = await ask(desk, address, { ...asked, ...(who !== undefined && { [door]: who }) });
    const headers = [...response.headers].filter(([header]) => !passing.includes(header));
    return `${String(response.status)} ${JSON.stringify(headers)}\n${await response.text()}`;
  },
});
const passing = ["date", "x-request-id", "content-security-policy", "etag", "content-length", "set-cookie", "x-nonce"];

/** The case's own part of what may be asked: where its number, its name or a word of its texts would lead, were it there. */
function asksFor({ id, number, handle, word, profileUrl }: Secret): Surface[] {
  const places = [
    ...["active", "to_review", "mine", "ended", "held", "logged", "lane"].map(
      (view) => `/cases?view=${view}&q=${handle}`,
    ),
    ...[`/cases?q=${String(number)}`, `/cases?q=${word}`, `/cases?tag=${word}`, `/cases?state=safeguarding`],
    ...[`/cases/${id}`, `/go?q=${String(number)}`, `/go?q=${encodeURIComponent(profileUrl)}`],
    ...[`/notices/new?cases=${String(number)}`, `/audit?case=${String(number)}`, `/audit?table=lane_stay`],
    ...["csv", "json"].map((format) => `/api/cases/export?format=${format}&cases=${String(number)}`),
    ...[`/api/cases/export?format=csv&q=${handle}`, `/notices/1/escalation/${String(number)}`],
    ...["victim", "platform", "authority"].map((audience) => `/api/cases/${String(number)}/bundle/${audience}`),
  ];
  const ofTokens = [
    ...[
      `/api/v1/cases?q=${handle}`,
      `/api/v1/cases?tag=${word}`,
      `/api/v1/cases?state=safeguarding`,
      `/api/v1/cases/${id}`,
    ],
    ...[`/api/v1/audit/entries?case=${String(number)}`, `/api/v1/audit/entries?table=lane_stay`],
  ];
  const prepared = { kind: "terms_report", channelId: "x-impersonation-form", caseNumbers: [number] };
  return [
    ...places.map((place) => byAddress(`page ${place}`, place)),
    ...ofTokens.map((place) => byAddress(`API ${place}`, place, {}, "token")),
    byAddress("API a notice about it", "/api/v1/notices", { method: "POST", body: prepared }, "token"),
  ];
}

/** Every page, route and operation of the build, about this case where it is about a case. */
const addressesAbout = (tried: TriedCase): Surface[] =>
  Object.entries(addresses).flatMap(([name, list]) =>
    list
      .filter(() => !changing.includes(name))
      .map((address) => {
        const at = address.at(tried);
        return byAddress(
          [name, address.asked?.(tried).method, at].filter(Boolean).join(" "),
          at,
          address.asked?.(tried) ?? {},
          address.door === "token" ? "token" : "cookie",
        );
      }),
  );

/** Every server action that a case can be given to. */
async function actionsAbout(tried: TriedCase): Promise<Surface[]> {
  const built = await actionsOfBuild();
  return Object.entries(serverActions).flatMap(([file, actions]) =>
    Object.entries(actions).flatMap(([name, guards]) =>
      guards.flatMap((guard): Surface[] => {
        const action = built.get(`${file} ${name}`);
        const input = guard.kind === "case" ? guard.input(tried) : namedIn(guard, tried);
        if (action === undefined || input === null) return [];
        const answer = async (desk: Desk, { cookie }: Observer) => {
          const { redirect, whole } = await callAction(desk, action, input, cookie);
          return `${String(redirect)}\n${whole}`;
        };
        return [{ name: `action ${name} of ${file}`, isReading: false, ask: answer }];
      }),
    ),
  );
}

const noNumber = "999999999";
/** The table's input with the case's number where it names none that is there; null where it names none at all. */
function namedIn(guard: { readonly input?: unknown }, { number }: TriedCase): unknown {
  const { input } = guard;
  if (input === undefined || input instanceof FormInput) return null;
  const text = JSON.stringify(input);
  if (!/"caseNumbers?":/.test(text)) return null;
  return JSON.parse(text.replaceAll(new RegExp(`("caseNumbers?":\\[?)${noNumber}`, "g"), `$1${String(number)}`));
}

export async function surfacesAbout(secret: Secret, mandateNumber: number): Promise<Surface[]> {
  const tried = { id: secret.id, number: secret.number, version: 1, mandateNumber };
  return [...asksFor(secret), ...addressesAbout(tried), ...(await actionsAbout(tried))];
}

export const surfaceAt = (address: string, asked?: Asked): Surface => byAddress(`page ${address}`, address, asked);

/** A few at a time: the desk is one process. */
export async function takePictures(desk: Desk, observer: Observer, surfaces: readonly Surface[]): Promise<Pictures> {
  const pictures = new Map<string, { whole: string; compared: string }>();
  const left = [...surfaces];
  const work = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const whole = await next.ask(desk, observer);
      pictures.set(next.name, { whole, compared: comparable(whole) });
    }
  };
  await Promise.all(Array.from({ length: 4 }, work));
  return pictures;
}

/** What the page is built of, in an order that no pause of the server changes: its text, then the parts that its scripts bring. */
function comparable(whole: string): string {
  const pushed: string[] = [];
  const text = whole.replace(/<script[^>]*>([\s\S]*?)<\/script>/g, (_, script: string) => {
    const found = /^self\.__next_f\.push\(\[1,("[\s\S]*")\]\)$/.exec(script);
    if (found?.[1] !== undefined) pushed.push(JSON.parse(found[1]) as string);
    return "";
  });
  // The answer's head stays first; what follows comes in no order of its own.
  const [head = "", ...lines] = [...text.split("\n"), ...pushed.join("").split("\n")];
  return [alike(head), ...lines.map((line) => alike(line.replace(/^[0-9a-f]+:/, ""))).sort()].join("\n");
}

/** What differs from one asking to the next whatever the desk holds: its clock, ids of requests, numbers that the browser is given. */
const passingWords: readonly (readonly [RegExp, string])[] = [
  [/"\$[A-Za-z@]?[0-9a-f]+(?=["\\:])/g, '"$'],
  [/"[\w-]{21}(?=[vm]")/g, '"'],
  [/(nonce=\\?"|"nonce\\?":\\?")[^"\\]*/g, "$1"],
  [/("(?:requestId|instance|csrfToken|submissionId)\\?"(?::\\?"| value="))[^"\\]*/g, "$1"],
  [/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "T"],
  [/(secondsLeft\\?":|ageSeconds":)-?[\d.]+/g, "$1"],
  [/\b1[67]\d{8}(\d{3})?(\.\d+)?\b/g, "T"],
  [/<time[^>]*>[^<]*<\/time>/g, "<time>"],
  // The panel above the trail counts every entry, says when the last was sealed, and how many wait for that.
  [/\d+ (?:entries|entry)(?=<|\\?")/g, "none"],
  [/(\["\$","time",null,\{"dateTime":"T","title":")[^"]*(","children":")[^"]*/g, "$1$2"],
  [/<small>\d+ min<\/small>/g, "<small>"],
];
export const alike = (line: string): string =>
  passingWords.reduce((left, [words, by]) => left.replace(words, by), line);

/** Names of what another picture shows otherwise. */
export const differing = (before: Pictures, after: Pictures): string[] =>
  [...after].filter(([name, { compared }]) => before.get(name)?.compared !== compared).map(([name]) => name);

/** The first place where two pictures part, for whoever has to find out why. */
export function whereTheyPart(before: Pictures, after: Pictures, name: string): string {
  const [one = "", other = ""] = [before.get(name)?.compared, after.get(name)?.compared];
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const from = Math.max(0, at - 120);
  return `${name}\n  before: ${one.slice(from, at + 200)}\n  after:  ${other.slice(from, at + 200)}`;
}
