import { describe, expect, it } from "vitest";
import { readPage, readRefresh } from "./meta-refresh";

const move = `<meta http-equiv=refresh content="0;url=/x">`;
const to = (html: string): string | null => readPage(html).refresh?.url ?? null;

describe("in odd pages, as browsers read them, a move is", () => {
  it.each([
    `<meta http-equiv="refresh" content="0, /x">`,
    `<meta http-equiv="refresh" content='0;URL="/x"'>`,
    `<meta http-equiv="&#114;efresh" content="0;url&#61;&sol;x">`,
    `<meta ="y" http-equiv=refresh content="0;url=/x">`,
    `<meta http-equiv=refresh content="0;url=/x" content="9;url=/y">`,
    `<!-- a --!>${move}`,
    `<!---->${move}`,
    `<!doctype html><?xml version="1.0"?><![CDATA[ x ]]>${move}`,
    `<script>var a = "<!--"; // </scriptx></script >${move}`,
    `${"İ".repeat(40)}<script>x</script>${move}`,
    `<p title="a>b">a < b <3 </> </p foo>${move}`,
    `\ufeff${move}`,
  ])("%s", (html) => expect(to(html)).toBe("/x"));

  it.each([
    `<! ${move.replace(">", "")}`,
    `<!-- a -- > ${move} -->`,
    `<plaintext></plaintext>${move}`,
    `<script>a</scriptx>${move}</script>`,
    `<title>${move}</title>`,
    `</a title="<meta http-equiv=refresh content='0;url=/x'>">`,
    `<metax http-equiv=refresh content="0;url=/x">`,
    `<meta http-equiv=refresh content="url=/x">`,
    `<meta http-equiv=refresh content="-1;url=/x">`,
  ])("not %s", (html) => expect(to(html)).toBeNull());

  it.each([
    ["5; url /x", 5, "url /x"],
    ["5;url='/x", 5, "/x"],
    ["5;'/x' y", 5, "/x"],
    ["5;URL=/a;b,c", 5, "/a;b,c"],
    ["5\t;\turl\t=\t/x", 5, "/x"],
    [". ;/x", 0, "/x"],
    [`${"9".repeat(400)};/x`, 1e9, "/x"],
  ])("%j after so many seconds", (value, delaySeconds, url) =>
    expect(readRefresh(value)).toEqual({ delaySeconds, url }),
  );

  it.each(["1e3;/x", "5x;/y", "5url=/x", "٣;/x", ""])("none in %j", (value) => expect(readRefresh(value)).toBeNull());
});

describe("a script that moves its page", () => {
  it.each([
    `window['location']['href']='/x'`,
    `location["replace"]("/x")`,
    `globalThis.location="/x"`,
    `setTimeout("location.href='/x'",0)`,
    `window.open("/x", "_self")`,
  ])("is noted: %s", (script) => expect(readPage(`<script>${script}</script>`).isByScript).toBe(true));

  it("is noted where an element's own events hold it", () => {
    expect(readPage(`<img src=x onerror="location.href='/x'">`).isByScript).toBe(true);
    expect(readPage(`<svg onload=location='/x'>`).isByScript).toBe(true);
  });

  it.each([`location.hash="#a"`, `{location:"Paris"}`, `geo.location = p`, `location.reload()`, `window.open("/x")`])(
    "is none: %s",
    (script) => expect(readPage(`<script>${script}</script>`).isByScript).toBe(false),
  );
});
