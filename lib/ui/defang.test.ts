import { describe, expect, it } from "vitest";
import { defang } from "./defang";

describe("defang", () => {
  it.each([
    ["https://www.instagram.com/lou.exemple", "instagram[.]com/lou.exemple"],
    ["http://example.com/", "example[.]com"],
    ["HTTPS://A.B.example.co.uk:8080/x?y=1#z", "A.B.example.co[.]uk:8080/x?y=1#z"],
    ["example.org/@quelqu.une", "example[.]org/@quelqu.une"],
    ["tg://resolve?domain=x", "tg[:]//resolve?domain=x"],
    ["javascript:alert(1)", "javascript[:]alert(1)"],
    ["", ""],
  ])("shows %s as %s", (address, shown) => {
    expect(defang(address)).toBe(shown);
  });

  it("leaves nothing that a mail program would make into a link", () => {
    for (const address of [
      "https://user:secret@example.com/x",
      "ftp://example.com",
      "http://[::1]/",
      "//example.com/x",
    ]) {
      expect(defang(address)).not.toMatch(/\w:\/\/|\w\.(com|org)\b/i);
    }
  });
});
