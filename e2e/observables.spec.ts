import { signInCookie, createCase } from "@/lib/testing/factories";
import AxeBuilder from "@axe-core/playwright";
import { addObservablesTo } from "@/lib/usecases/add-observables";
import { person } from "./asking";
import { expect, open, test } from "./fixtures";

test("a pasted bio is recognised in the browser, only what is ticked is sent and kept, and the other account's case is named", async ({
  desk,
  visit,
}) => {
  const [reviewer, volunteer] = [await person("reviewer"), await person("volunteer")];
  const here = await createCase({ reporter: volunteer.actor, observed: "Elle renvoie vers snap : lou.vesper" });
  const other = await createCase({ reporter: volunteer.actor });
  const link = "https://rencontre.example.com/lou?aff_id=8812";
  await addObservablesTo(reviewer.actor, { ref: { id: other.id }, given: [{ subkind: "link", text: link }] });
  const { page } = await visit(desk, { cookie: await signInCookie(reviewer) });
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST") sent.push(request.postData() ?? "");
  });
  await open(page, `/cases/${String(here.number)}`);
  await page.getByRole("button", { name: "Add observables" }).click();
  await page
    .getByLabel("A value, or the whole bio")
    .fill(`${link} puis paypal.me/LouVesper, IBAN FR14 2004 1010 0505 0001 3M02 607`);
  await expect(page.getByText(/values recognised/)).toBeVisible();
  const boxes = page.getByRole("status").getByRole("checkbox");
  await expect(boxes.first()).toBeVisible();
  for (const box of await boxes.all()) await expect(box).not.toBeChecked();
  expect(sent.join("\n")).not.toMatch(/rencontre|LouVesper|louvesper/);
  await page.getByRole("checkbox", { name: /^Link/ }).check();
  await page.getByRole("checkbox", { name: /^PayPal\.me/ }).check();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByRole("button", { name: "Keep 2 values" }).click();
  await expect(page.getByText("reused by another account: no")).toBeVisible();
  await expect(page.getByText("rencontre.example[.]com/lou?aff_id=8812").first()).toBeVisible();
  await expect(page.getByRole("region", { name: "Tied by" }).getByRole("link")).toHaveText(
    new RegExp(String(other.number)),
  );
  expect(sent.join("\n")).not.toContain("FR14");
  const rows = await desk.query<{ subkind: string; held: string }>(
    `SELECT subkind, held FROM observable WHERE case_id = $1 ORDER BY subkind`,
    [here.id],
  );
  expect(rows).toEqual([
    { subkind: "link", held: "clear" },
    { subkind: "paypal_me", held: "key_only" },
  ]);

  await page.getByRole("button", { name: "Add observables" }).click();
  await page.getByRole("button", { name: "Look through the reports" }).click();
  await expect(page.getByRole("checkbox", { name: /Snapchat lou\.vesper/ })).toBeVisible();
  await page.getByRole("button", { name: "Remove: PayPal.me" }).click();
  await expect(page.getByText("reused by another account: no")).toBeHidden();
});

test("a volunteer sees on their own case what they added, and not that anybody else has the same", async ({
  desk,
  visit,
}) => {
  const [reviewer, volunteer] = [await person("reviewer"), await person("volunteer")];
  const [here, other] = [
    await createCase({ reporter: volunteer.actor }),
    await createCase({ reporter: reviewer.actor }),
  ];
  const given = [{ subkind: "snapchat", text: "lou.ailleurs" }] as const;
  await addObservablesTo(reviewer.actor, { ref: { id: other.id }, given });
  await addObservablesTo(reviewer.actor, {
    ref: { id: here.id },
    given: [{ subkind: "telegram", text: "secret_des_autres" }],
  });
  await addObservablesTo(volunteer.actor, { ref: { id: here.id }, given });
  const { page } = await visit(desk, {
    cookie: await signInCookie(volunteer),
    locale: "fr",
    theme: "dark",
    width: 390,
  });
  await open(page, `/cases/${String(here.number)}`);
  await expect(page.getByText("lou.ailleurs")).toBeVisible();
  expect(await page.content()).not.toContain("secret_des_autres");
  expect(await page.locator("main").innerText()).not.toMatch(/Relié par|aussi sur/i);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});
