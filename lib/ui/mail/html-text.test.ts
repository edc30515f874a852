import { describe, expect, test } from "vitest";
import { textOfHtml } from "./html-text";

describe("the text of a page of markup", () => {
  test.each([
    ["<p>One</p><p>Two</p>", "One\n\nTwo"],
    ["One<br>Two<br/>Three", "One\nTwo\nThree"],
    [
      "<div>Hello&nbsp;you</div><div>it&rsquo;s &eacute;t&#233; &#x2014; 5 &lt; 6 &amp; &unknown; &#0;</div>",
      "Hello you\nit’s été — 5 < 6 & &unknown; \uFFFD",
    ],
    [
      "<html><head><title>T</title><style>p{a>b}</style></head><body>Text<script>if (a<b) x()</script></body></html>",
      "Text",
    ],
    ["<p>New</p><blockquote>Old<br>older</blockquote><p>End</p>", "New\n\n> Old\n> older\n\nEnd"],
    ['<a title="a > b" href=x>link</a><!-- no <p>words</p> --> text', "link text"],
    ["<table><tr><td>Case</td><td>4821</td></tr></table>", "Case\n4821"],
    ["<ul><li>a</li><li>b</li></ul>", "a\nb"],
    ["broken <b>text", "broken text"],
    ["", ""],
  ])("%s", (html, text) => {
    expect(textOfHtml(html).replace(/\n{2,}/gu, "\n\n")).toBe(text);
  });

  test("is made in no time, whatever the markup", () => {
    for (const part of ["<a ", "<!", '<a "', "<a '", "<blockquote>", "&#1", "<!--", "<style>", "<p>x"]) {
      const start = performance.now();
      textOfHtml(part.repeat(200_000));
      expect(performance.now() - start, part).toBeLessThan(4000);
    }
  });
});
