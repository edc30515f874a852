import { describe, expect, test } from "vitest";
import { channelSeeds, channelTakes } from "./channels";

describe("the kinds of notice that a desk takes", () => {
  test.each(["registrar", "payment", "cert", "safe_browsing"])(
    "a %s, which hosts nothing, takes no notice under Art. 16",
    (kind) => {
      const desks = channelSeeds.filter(({ recipientKind }) => recipientKind === kind);
      expect(desks.length).toBeGreaterThan(0);
      for (const { id } of desks)
        expect([channelTakes(id, "terms_report"), channelTakes(id, "illegal_content_notice")], id).toEqual([
          true,
          false,
        ]);
    },
  );

  test.each(["host", "link_hub", "shortener"])("a %s takes both", (kind) => {
    for (const { id } of channelSeeds.filter(({ recipientKind }) => recipientKind === kind))
      expect(channelTakes(id, "terms_report") && channelTakes(id, "illegal_content_notice"), id).toBe(true);
  });

  test("of a desk that an administrator added nothing is known, and it is kept from no kind", () => {
    expect(channelTakes("added-by-somebody", "illegal_content_notice")).toBe(true);
  });
});
