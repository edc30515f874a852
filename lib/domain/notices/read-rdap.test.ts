import { describe, expect, test } from "vitest";
import { readRdap, rdapMostCharacters } from "./read-rdap";

const card = (...lines: unknown[][]) => ["vcard", [["version", {}, "text", "4.0"], ...lines]];
const answer = {
  objectClassName: "domain",
  ldhName: "LANDING.EXAMPLE",
  nameservers: [{ objectClassName: "nameserver", ldhName: "NS1.HOST.EXAMPLE" }],
  entities: [
    {
      objectClassName: "entity",
      roles: ["registrar"],
      vcardArray: card(["fn", {}, "text", "Registrar Example"]),
      entities: [
        { roles: ["technical"], vcardArray: card(["email", {}, "text", "tech@registrar.example"]) },
        {
          roles: ["Abuse"],
          vcardArray: card(["tel", {}, "uri", "tel:+1"], ["email", {}, "text", "abuse@registrar.example"]),
        },
      ],
    },
  ],
};

describe("an RDAP answer", () => {
  test("gives the abuse mailbox of an entity nested in the registrar's, its name and the name servers", () => {
    expect(readRdap(JSON.stringify(answer))).toEqual({
      network: null,
      domain: "landing.example",
      registrar: "Registrar Example",
      abuseMailbox: "abuse@registrar.example",
      nameServers: ["ns1.host.example"],
    });
  });

  test("never takes another role's mailbox for the abuse contact", () => {
    const { entities: _, ...bare } = answer;
    const technical = {
      ...bare,
      entities: [{ roles: ["technical"], vcardArray: card(["email", {}, "text", "t@x.example"]) }],
    };
    expect(readRdap(JSON.stringify(technical))?.abuseMailbox).toBeNull();
  });

  test("takes no mailbox that could carry a second header or recipient", () => {
    for (const bad of ["abuse@x.example\nBcc: a@b.example", "a@b.example, c@d.example", "", "no mailbox"]) {
      const made = { ...answer, entities: [{ roles: ["abuse"], vcardArray: card(["email", {}, "text", bad]) }] };
      expect(readRdap(JSON.stringify(made))?.abuseMailbox, bad).toBeNull();
    }
  });

  test("survives whatever is pasted", () => {
    const deep = JSON.stringify({ objectClassName: "domain", entities: [0] }).replace(
      "0",
      `${'{"entities":['.repeat(500)}${"]}".repeat(500)}`,
    );
    for (const text of ["", "null", "[]", "{}", '"x"', "<html>", deep, "x".repeat(rdapMostCharacters + 1)])
      expect(() => readRdap(text)).not.toThrow();
    expect(readRdap("{}")).toBeNull();
    expect(readRdap(deep)?.abuseMailbox).toBeNull();
  });
});
