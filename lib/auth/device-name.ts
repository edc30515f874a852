/** In this order: browsers built on others also carry the names of those. */
const browsers = [
  ["Firefox", /Firefox\/|FxiOS\//],
  ["Edge", /Edg(?:e|A|iOS)?\//],
  ["Opera", /OPR\//],
  ["Samsung Internet", /SamsungBrowser\//],
  ["Chromium", /Chrome\/|CriOS\/|Chromium\//],
  ["Safari", /Safari\//],
] as const;
const systems = [
  ["Android", /Android/],
  ["iOS", /iPhone|iPad|iPod/],
  ["Windows", /Windows/],
  ["macOS", /Macintosh|Mac OS X/],
  ["ChromeOS", /CrOS/],
  ["Linux", /Linux|X11/],
] as const;

const find = (table: readonly (readonly [string, RegExp])[], text: string): string | undefined =>
  table.find(([, pattern]) => pattern.test(text))?.[0];

/** Enough for somebody to know their own browsers apart, and no more: versions and models are not kept. */
export function deviceNameOf(userAgent: string | null): string {
  const text = (userAgent ?? "").slice(0, 500);
  return [find(browsers, text), find(systems, text)].filter(Boolean).join(", ");
}
