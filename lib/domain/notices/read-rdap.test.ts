import { describe, expect, test } from "vitest";
import { rdapMostCharacters, rdapProblem, readRdap, type RdapProblem } from "./read-rdap";

const card = (...lines: unknown[][]) => ["vcard", [["version", {}, "text", "4.0"], ...lines]];
const named = (name: string, kind = "org") => card(["fn", {}, "text", name], ["kind", {}, "text", kind]);
const mailed = (...mailboxes: unknown[]) => card(...mailboxes.map((one) => ["email", {}, "text", one]));
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
const abuse = "abuse@host.example";
const read = (object: unknown) => readRdap(JSON.stringify(object));
const abuseOf = (...entities: unknown[]) => read({ objectClassName: "domain", entities })?.abuseMailbox;

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
    expect(abuseOf({ roles: ["technical"], vcardArray: mailed("t@x.example") })).toBeNull();
    expect(abuseOf({ roles: ["registrar"], vcardArray: mailed("sales@x.example") })).toBeNull();
  });

  test("takes no mailbox that could carry a second header or recipient, and the next one where there is one", () => {
    for (const bad of ["abuse@x.example\nBcc: a@b.example", "a@b.example, c@d.example", "", "no mailbox", 7, null]) {
      expect(abuseOf({ roles: ["abuse"], vcardArray: mailed(bad) }), String(bad)).toBeNull();
      expect(abuseOf({ roles: ["abuse"], vcardArray: mailed(bad, abuse) }), String(bad)).toBe(abuse);
    }
  });

  test.each<[string, unknown]>([
    ["with one entity where a list is due", { roles: ["abuse"], vcardArray: mailed(abuse) }],
    ["with one role where a list is due", [{ roles: "abuse", vcardArray: mailed(abuse) }]],
    ["with several roles", [{ roles: ["technical", "abuse"], vcardArray: mailed(abuse) }]],
    [
      "as a mailto address",
      [{ roles: ["abuse"], vcardArray: card(["email", {}, "uri", `mailto:${abuse}?subject=a`]) }],
    ],
    ["as a list of values", [{ roles: ["abuse"], vcardArray: card(["email", {}, "text", ["none", abuse]]) }]],
    ["in capitals", [{ roles: ["ABUSE"], vcardArray: ["VCARD", [["EMAIL", {}, "text", abuse]]] }]],
    [
      "as an address to write to",
      [{ roles: ["abuse"], vcardArray: card(["contact-uri", {}, "uri", `mailto:${abuse}`]) }],
    ],
    [
      "beside null and broken ones",
      [null, 7, "x", {}, { roles: null, vcardArray: null }, { roles: ["abuse"], vcardArray: mailed(abuse) }],
    ],
    ["below an entity without roles", [{ entities: [{ roles: ["abuse"], vcardArray: mailed(abuse) }] }]],
    ["in a card of the newer kind", [{ roles: ["abuse"], jscontact_card: { emails: { e1: { address: abuse } } } }]],
    [
      "as the preferred of two",
      [
        {
          roles: ["abuse"],
          vcardArray: card(["email", {}, "text", "other@x.example"], ["email", { pref: "1" }, "text", abuse]),
        },
      ],
    ],
  ])("gives the abuse mailbox %s", (_, entities) => {
    expect(read({ objectClassName: "domain", ldhName: "x.example", entities })?.abuseMailbox).toBe(abuse);
  });

  test("names a domain in the network's own letters, whichever way it is given", () => {
    const domainOf = (object: object) => read({ objectClassName: "domain", ...object })?.domain;
    expect(domainOf({ ldhName: "XN--RENCONTR-I1A.EXAMPLE." })).toBe("xn--rencontr-i1a.example");
    expect(domainOf({ unicodeName: "rencontré.example" })).toBe("xn--rencontr-i1a.example");
    for (const odd of [null, 7, "", "a b", "https://x.example/", "x@y.example", ["x.example"], "a".repeat(300)])
      expect(domainOf({ ldhName: odd }), String(odd)).toBeNull();
  });

  test("names the holder of a network that is an organisation, else the network, and never a person or a maintainer's key", () => {
    const networkOf = (...entities: unknown[]) =>
      read({ objectClassName: "ip network", name: "NET-EXAMPLE", startAddress: "192.0.2.0", entities })?.network;
    const person = { roles: ["registrant"], vcardArray: named("Ann Example", "individual") };
    expect(networkOf(person, { roles: ["registrant"], vcardArray: named("Host Example SAS") })).toBe(
      "Host Example SAS",
    );
    expect(networkOf(person)).toBe("NET-EXAMPLE");
    expect(networkOf({ roles: ["registrant"], vcardArray: named("REDACTED FOR PRIVACY") })).toBe("NET-EXAMPLE");
    expect(networkOf({ roles: ["registrant"], vcardArray: card(["org", {}, "text", ["Host Example", "Abuse"]]) })).toBe(
      "Host Example",
    );
    expect(read({ objectClassName: "ip network", name: null })?.network).toBeNull();
    expect(
      read({ ...answer, entities: [{ roles: ["registrant"], vcardArray: named("Ann Example") }] })?.network,
    ).toBeNull();
  });

  test("of an entity asked for by itself, and of a search that found one, is read alike", () => {
    expect(read({ objectClassName: "entity", roles: ["abuse"], vcardArray: mailed(abuse) })?.abuseMailbox).toBe(abuse);
    expect(read({ rdapConformance: ["rdap_level_0"], domainSearchResults: [answer] })?.domain).toBe("landing.example");
    expect(read([answer])?.domain).toBe("landing.example");
    expect(read({ rdapConformance: "rdap_level_0", ldhName: "x.example" })?.domain).toBe("x.example");
  });

  test("says what it says although parts of it are of another make than the standard’s", () => {
    const odd = {
      ...answer,
      nameservers: { ldhName: "ns1.x.example." },
      notices: {},
      redacted: [{ path: 7 }],
      events: null,
    };
    expect(read(odd)?.nameServers).toEqual(["ns1.x.example"]);
    expect(
      read({ ...answer, nameservers: ["NS1.X.EXAMPLE", null, { ldhName: null, unicodeName: "ns2.é.example" }] })
        ?.nameServers,
    ).toEqual(["ns1.x.example", "ns2.xn--9ca.example"]);
    expect(read({ ...answer, entities: {} })?.registrar).toBeNull();
  });

  test("is read out of what was copied around it", () => {
    const text = JSON.stringify(answer, null, 2);
    for (const around of [
      `\uFEFF${text}`,
      `HTTP/2 200\nserver: x\n\n${text}`,
      `\`\`\`json\n${text}\n\`\`\``,
      ` ${text}\n\n`,
    ])
      expect(readRdap(around)?.domain, around.slice(0, 12)).toBe("landing.example");
  });

  test("survives whatever is pasted", () => {
    const deep = JSON.stringify({ objectClassName: "domain", entities: [0] }).replace(
      "0",
      `${'{"entities":['.repeat(500)}${"]}".repeat(500)}`,
    );
    for (const text of ["", "null", "[]", "{}", '"x"', "7", "<html>", "}{", deep, "x".repeat(rdapMostCharacters + 1)]) {
      expect(() => readRdap(text)).not.toThrow();
      expect(() => rdapProblem(text)).not.toThrow();
    }
    expect(readRdap("{}")).toBeNull();
    expect(readRdap(deep)?.abuseMailbox).toBeNull();
  });

  test.each<[string, RdapProblem]>([
    ["Domain Name: LANDING.EXAMPLE\nRegistrar: Registrar Example\nRegistrar Abuse Contact Email: a@b.example", "whois"],
    ["% This is the database query service.\n\ninetnum: 192.0.2.0 - 192.0.2.255\nnetname: X", "whois"],
    ["%%\ndomain:   landing.example\nstatus:  ACTIVE\nregistrar: X", "whois"],
    ["#\n# terms of use\nNetRange:       192.0.2.0 - 192.0.2.255\nCIDR: 192.0.2.0/24", "whois"],
    ["   Domain Name: LANDING.EXAMPLE\r\n   Registry Domain ID: 1", "whois"],
    ["<!doctype html><html><body>rdap</body></html>", "page"],
    ['{"errorCode":404,"title":"Not Found","description":["x"]}', "not_known"],
    ['{"objectClassName":"domain","ldhName":"x.exam', "cut"],
    ["https://rdap.example/domain/landing.example", "wrong"],
    ["Hello: this is a note\nabout something: else", "wrong"],
    ['{"a":1}', "wrong"],
    ["", "wrong"],
  ])("is not %j, and why is said", (text, problem) => {
    expect(readRdap(text)).toBeNull();
    expect(rdapProblem(text)).toBe(problem);
  });
});
