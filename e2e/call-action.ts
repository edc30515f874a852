import { readFile } from "node:fs/promises";
import path from "node:path";
import { type Desk, expect } from "./fixtures";
import { FormInput } from "./server-actions";

export interface BuiltAction {
  readonly id: string;
  /** A page that holds it, as an address. */
  readonly page: string;
}

/** The server actions of the build, by "file name". */
export async function actionsOfBuild(): Promise<Map<string, BuiltAction>> {
  const file = path.join(process.cwd(), ".next/server/server-reference-manifest.json");
  const manifest = JSON.parse(await readFile(file, "utf8")) as {
    node: Record<string, { filename: string; exportedName: string; workers: Record<string, unknown> }>;
    edge: Record<string, unknown>;
  };
  expect(Object.keys(manifest.edge), "actions outside of Node").toEqual([]);
  return new Map(
    Object.entries(manifest.node).map(([id, { filename, exportedName, workers }]) => [
      `${filename} ${exportedName}`,
      { id, page: addressOf(Object.keys(workers).sort()[0] ?? "") },
    ]),
  );
}

/** `app/(console)/cases/[ref]/page` is at `/cases/1`, whatever is there: an action is answered before its page. */
const addressOf = (worker: string): string =>
  worker
    .replace(/^app/, "")
    .replace(/\/\([a-z]+\)/g, "")
    .replace(/\/page$/, "")
    .replace(/\[[a-z]+\]/g, "1");

/** What an action answered: its result, or where it sent the caller. */
export interface ActionAnswer {
  readonly redirect: string | null;
  readonly result: {
    data?: unknown;
    serverError?: { code: string; reason?: string };
    validationErrors?: unknown;
  } | null;
  readonly text: string;
  /** The whole of it, for looking for what must not be there. */
  readonly whole: string;
}

/** Calls an action as its page would: the id in a header, the arguments as React writes them. */
export async function callAction(
  desk: Desk,
  { id, page }: BuiltAction,
  input: unknown,
  cookie?: string,
): Promise<ActionAnswer> {
  const response = await fetch(new URL(page, desk.url), {
    method: "POST",
    redirect: "manual",
    headers: {
      connection: "close",
      "next-action": id,
      accept: "text/x-component",
      origin: desk.url,
      ...(!(input instanceof FormInput) && { "content-type": "text/plain;charset=UTF-8" }),
      ...(cookie !== undefined && { cookie }),
    },
    body: bodyOf(input),
  });
  const redirect = response.headers.get("x-action-redirect") ?? response.headers.get("location");
  const text = await response.text();
  return { redirect, result: resultIn(text), text: text.slice(0, 800), whole: text };
}

function bodyOf(input: unknown): string | FormData {
  if (!(input instanceof FormInput)) return JSON.stringify(input === undefined ? [] : [input]);
  const body = new FormData();
  for (const [name, value] of Object.entries(input.fields)) body.append(`_1_${name}`, value);
  body.append("0", JSON.stringify([...input.before, "$K1"]));
  return body;
}

/** A long text is told by its length and ends without a line's end, so that what follows it would be taken for a part of it. */
function withoutLongTexts(text: string): string {
  const found = /(?:^|\n)([0-9a-f]+:T([0-9a-f]+),)/.exec(text);
  if (found === null) return text;
  const [, head = "", length = "0"] = found;
  const begin = found.index + found[0].length - head.length;
  return withoutLongTexts(text.slice(0, begin) + text.slice(begin + head.length + Number.parseInt(length, 16)));
}

/** The answer is lines of `number:value`; the first says which of them the action's result is. */
function resultIn(text: string): ActionAnswer["result"] {
  const lines = new Map(
    withoutLongTexts(text)
      .split("\n")
      .flatMap((line) => {
        const found = /^([0-9a-f]+):(.*)$/.exec(line);
        return found ? [[found[1] ?? "", found[2] ?? ""] as const] : [];
      }),
  );
  const place = /"a":"\$@([0-9a-f]+)"/.exec(lines.get("0") ?? "")?.[1];
  const line = place === undefined ? undefined : lines.get(place);
  return line?.startsWith("{") ? (JSON.parse(line) as ActionAnswer["result"]) : null;
}
