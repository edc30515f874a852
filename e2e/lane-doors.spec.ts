import { rememberAuthentic } from "@/lib/db/authentic-marker";
import { change } from "@/lib/db/change";
import { createCase, setUp } from "@/lib/testing/factories";
import { sentNotice } from "@/lib/testing/notice-desk";
import { safeguardCase } from "@/lib/usecases/safeguard-case";
import { ask, type Bearer, person, withToken } from "./asking";
import { type Desk, expect, test } from "./fixtures";
import { alike, surfaceAt, takePictures } from "./lane-pictures";
import { scene } from "./lane-scene";
import { newSecret, tellTales } from "./lane-secret";

/** An answer with its account's name left out. */
async function answerAbout(desk: Desk, who: Bearer, handle: string): Promise<string[]> {
  const address = `https://x.com/${handle}`;
  const { cookie, secret: token } = who;
  const lines = { lines: [{ text: address }] };
  const answers = [
    await ask(desk, "/log/recognise", { method: "POST", cookie, body: lines }),
    await ask(desk, "/api/v1/accounts/parse", { method: "POST", token, body: { lines: [address] } }),
    await ask(desk, "/api/v1/imports?track=redirecting_bot&age=no&dry_run=true", {
      method: "POST",
      token,
      body: address,
    }),
    await ask(desk, `/log?text=${encodeURIComponent(address)}`, { cookie }),
    await ask(desk, `/go?q=${encodeURIComponent(address)}`, { cookie }),
  ];
  return Promise.all(
    answers.map(async (answer) => {
      // Of a page that is opened or led to, where it leads is what counts.
      const text = /\/(log|go)\?/.test(answer.url) ? "" : await answer.text();
      const said = `${String(answer.status)} ${answer.headers.get("location") ?? ""} ${text}`;
      return alike(said.replaceAll(new RegExp(handle, "gi"), "HANDLE"));
    }),
  );
}

test("an address typed in reads for a reviewer like one found authentic, and for a volunteer like any other that is known", async ({
  desk,
}) => {
  const { people } = await scene(desk);
  const [lane, known] = [newSecret(), newSecret()];
  await createCase({ ...lane, reporter: people.reporter, state: "safeguarding" });
  await createCase({ reporter: people.reporter, handle: known.handle });
  const authentic = newSecret().handle;
  await change(setUp, "case.erased", {}, (tx) => rememberAuthentic(tx, "x", authentic));
  const [reviewer, volunteer] = [await withToken(await person("reviewer")), await withToken(await person("volunteer"))];
  const [inLane, cleared] = [
    await answerAbout(desk, reviewer, lane.handle),
    await answerAbout(desk, reviewer, authentic),
  ];
  expect(inLane).toEqual(cleared);
  expect(inLane.join()).toContain("restricted");
  expect(await answerAbout(desk, volunteer, lane.handle)).toEqual(await answerAbout(desk, volunteer, known.handle));
});

test("logged again, an account in the lane is taken: no number, no state, the same words to everybody", async ({
  desk,
}) => {
  const { people } = await scene(desk);
  const told: string[] = [];
  for (const role of ["volunteer", "reviewer"] as const) {
    const lane = newSecret();
    await createCase({ ...lane, reporter: people.reporter, state: "safeguarding" });
    const { secret: token } = await withToken(await person(role));
    const body = { address: lane.profileUrl, track: "redirecting_bot", ageAnswer: "no" };
    const answer = await ask(desk, "/api/v1/reports", { method: "POST", token, body });
    const text = await answer.text();
    for (const tale of tellTales(lane).filter((one) => one !== lane.handle)) expect(text).not.toContain(tale);
    told.push(`${String(answer.status)} ${text.replaceAll(lane.handle, "HANDLE").replace(/[0-9a-f-]{36}/g, "ID")}`);
  }
  expect(told[0]).toContain("taken");
  expect(new Set(told).size).toBe(1);
});

test("a notice that had left before stays in the ledger as one does whose case was erased: it names nothing", async ({
  desk,
}) => {
  const { reviewer, people } = await scene(desk);
  const left = async (state: "safeguarding" | "erased") => {
    const { number, cases } = await sentNotice(people.reviewer, { reporter: people.reporter });
    const ref = { number: cases[0] ?? 0 };
    if (state === "safeguarding") await safeguardCase(people.reviewer, { ref, reason: "possible_minor" });
    else await desk.query(`UPDATE "case" SET state = 'erased', version = version + 1 WHERE number = $1`, [ref.number]);
    return number;
  };
  const [inLane, erased] = [await left("safeguarding"), await left("erased")];
  const { cookie, secret: token } = reviewer;
  // Its words, without markup: a short number stands in a style or in a file's name as well.
  // Either number is put away in either's words: one of them may be a day of the month or a length as well.
  const named = new RegExp(`(?<![\\w.:-])(?:${String(inLane)}|${String(erased)})(?![\\w.:-])`, "g");
  const shown = async (number: number) => {
    const places = [surfaceAt(`/notices/${String(number)}`), surfaceAt(`/api/notices/${String(number)}/json`)];
    const pictures = await takePictures(desk, { cookie, token }, places);
    return [...pictures.values()].map(({ whole }) => alike(wordsOf(whole)).replaceAll(named, "N"));
  };
  expect(await shown(inLane)).toEqual(await shown(erased));
});

const wordsOf = (answer: string): string =>
  answer
    .slice(answer.indexOf("\n"))
    .replaceAll(/<(script|style)[^>]*>[\s\S]*?<\/\1>/g, "")
    .replaceAll(/<time[^>]*>[^<]*<\/time>/g, "T")
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ");
