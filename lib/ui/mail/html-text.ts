/** What holds no words for a reader, with all that stands in it. */
const silent = "script, style, template, noscript, object, svg, head, title";
const breaking = new Set(
  "address article blockquote center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr li ol p pre section table td th tr ul".split(
    " ",
  ),
);
const spaced = new Set("p h1 h2 h3 h4 h5 h6 table ul ol blockquote".split(" "));
const mostCharacters = 2_000_000;
/** What a page never shows, and what it hangs on its elements: nothing here reads it, and the desk's own policy would refuse it aloud. */
const unseen = /<!--[\s\S]*?(?:-->|$)|<(style|script)\b[\s\S]*?(?:<\/\1\s*>|$)/giu;
const attributes = /<([a-z][a-z0-9:-]{0,40})(?:\s|\/)(?:[^<>"']|"[^"]*"|'[^']*')*>/giu;

/**
 * The text of a page of markup as a reader sees it, line by line; what stands in a quotation begins its lines with ">". The browser's
 * own parser makes an inert page of it: nothing runs, is shown or is fetched.
 */
export function textOfHtml(markup: string): string {
  const bare = markup.slice(0, mostCharacters).replace(unseen, "").replace(attributes, "<$1>");
  const page = new DOMParser().parseFromString(bare, "text/html");
  for (const hidden of page.querySelectorAll(silent)) hidden.remove();
  const lines: string[] = [];
  let line = "";
  const end = (quotes: number): void => {
    const text = line.replace(/\s+/gu, " ").trim();
    if (text !== "") lines.push(quotes > 0 ? `> ${text}` : text);
    line = "";
  };
  const read = (parent: Node, quotes: number): void => {
    for (const node of parent.childNodes) {
      const name = node.nodeName.toLowerCase();
      if (node.nodeType === Node.TEXT_NODE) line += node.nodeValue ?? "";
      if (name === "br") end(quotes);
      if (!breaking.has(name)) read(node, quotes);
      else {
        end(quotes);
        if (spaced.has(name) && lines.length > 0 && lines.at(-1) !== "") lines.push("");
        const inside = quotes + (name === "blockquote" ? 1 : 0);
        read(node, inside);
        end(inside);
        if (spaced.has(name) && lines.at(-1) !== "") lines.push("");
      }
    }
  };
  read(page.body, 0);
  end(0);
  return lines.join("\n").trim();
}
