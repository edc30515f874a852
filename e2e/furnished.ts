import { randomUUID } from "node:crypto";
import { change } from "@/lib/db/change";
import type { UserActor } from "@/lib/domain/access/actor";
import type { CaseState } from "@/lib/domain/case/vocabulary";
import { importOptionsSchema } from "@/lib/domain/import/mapping";
import { actorFor, createCase, createUser, setUp, signInCookie, type TestUser } from "@/lib/testing/factories";
import { confirmedCase, nameOrganisation, sentNotice, verifiedMandate } from "@/lib/testing/notice-desk";
import { addReportAccount } from "@/lib/usecases/add-report-account";
import { createMandate } from "@/lib/usecases/create-mandate";
import { createWebhook } from "@/lib/usecases/create-webhook";
import { testWebhook } from "@/lib/usecases/retry-delivery";
import { charterVersion } from "@/lib/domain/vetting/charter";
import { acceptCharter } from "@/lib/usecases/accept-charter";
import { apply } from "@/lib/usecases/apply";
import { cancelBatch } from "@/lib/usecases/cancel-batch";
import { claimCase } from "@/lib/usecases/claim-case";
import { giveOpinion } from "@/lib/usecases/give-opinion";
import { invitePerson } from "@/lib/usecases/invite-person";
import { makeBankCode } from "@/lib/usecases/open-bank";
import { openToldPage } from "@/lib/usecases/open-told-page";
import { planBatch } from "@/lib/usecases/plan-batch";
import { prepareNotice } from "@/lib/usecases/prepare-notice";
import { refuseApplication } from "@/lib/usecases/refuse-application";
import { runImport } from "@/lib/usecases/run-import";
import { sendNotice } from "@/lib/usecases/send-notice";
import { startBatch } from "@/lib/usecases/start-batch";
import { startImport } from "@/lib/usecases/start-import";
import { uploadImport } from "@/lib/usecases/upload-import";
import { vouchFor } from "@/lib/usecases/vouch-for";
import { withdrawMandate } from "@/lib/usecases/withdraw-mandate";
import { type Desk, expect } from "./fixtures";

/** One reader, and what they look at. */
export interface Round {
  readonly who: string;
  readonly cookie: { readonly name: string; readonly value: string } | null;
  readonly addresses: readonly string[];
}

const observed = "Photos reprises d’une page plus ancienne.";

/** Every page of the console, and every state of a case, an import and a notice that looks different from the others. */
export async function furnish(desk: Desk): Promise<Round[]> {
  expect(desk.url).toContain("http");
  await nameOrganisation();
  const everything = await createUser({ roles: ["volunteer", "reviewer", "protection", "auditor", "admin"] });
  const viewer = actorFor(everything);
  const reporter = await createUser();
  const safeguard = await createUser({ roles: ["safeguarding"] });
  const own = (await createCase({ reporter: actorFor(reporter), observed })).number;
  const lane = { state: "safeguarding", ageAnswer: "unsure" } as const;
  const inLane = (await createCase({ reporter: actorFor(reporter), observed, ...lane })).number;
  const applicants = await peopleOnTheThreshold(viewer);
  const plain = [
    "vouching",
    "vetting",
    "charter",
    "training/redirecting_bot",
    "log",
    "cases",
    "notices",
    "notices/new",
    "notices/answer",
    "batches",
    "statistics",
    "statistics?period=all&platform=vk",
    "statistics/rows?figure=sent&period=all",
    "audit",
    "people",
    "mandates",
    "imports",
    "settings",
  ];
  const notices = await madeNotices(viewer, actorFor(reporter));
  return [
    {
      who: "everything but the lane",
      cookie: await signInCookie(everything),
      addresses: [
        ...plain.map((name) => `/${name}`),
        ...(await casesInEveryState(viewer, actorFor(reporter))).map((number) => `/cases/${number}`),
        ...(await importsInEveryState(viewer)).map((id) => `/imports/${id}`),
        ...(await batchesThatDiffer(viewer, actorFor(reporter))).map((id) => `/batches/${id}`),
        ...notices,
        ...(await lookedAfter(viewer)),
        ...(await mandatesThatDiffer(viewer)),
        ...applicants.map((id) => `/people/${id}`),
        `/people/${viewer.id}`,
        `/people/${viewer.id}/decisions`,
        "/people?tab=applications",
        "/people?tab=suspended",
        "/no-such-page",
        "/cases/999999999",
      ],
    },
    { who: "the reporter", cookie: await signInCookie(reporter), addresses: [`/cases/${own}`, `/cases/${inLane}`] },
    {
      who: "safeguarding",
      cookie: await signInCookie(safeguard),
      addresses: ["/cases", "/safety", `/cases/${inLane}`, "/settings/care"],
    },
    {
      who: "an applicant",
      cookie: await signInCookie({ id: applicants[0] ?? "" }),
      addresses: ["/vetting", "/charter"],
    },
    { who: "a stranger", cookie: null, addresses: await doors(everything) },
  ];
}

/** What whoever administers looks after, and the figures on people's work. */
async function lookedAfter(viewer: UserActor): Promise<string[]> {
  const listening = { name: "Essai", url: "https://127.0.0.1/hook", events: ["case.opened" as const] };
  const { id } = await createWebhook(viewer, listening);
  await testWebhook(viewer, id);
  const address = `https://${randomUUID().slice(0, 8)}.example`;
  await addReportAccount(viewer, { service: "mastodon", address, secret: "no-token-at-all" });
  const figures = ["/settings/accuracy", `/people/${viewer.id}/accuracy?days=365`];
  return [
    "/notifications",
    "/settings/platforms",
    ...figures,
    "/settings/report-accounts",
    "/settings/webhooks",
    `/settings/webhooks/${id}`,
  ];
}

/** One whose code waits to be seen, with a bank that was opened; two that claim the same, frozen; one that has ended; one with a private page. */
async function mandatesThatDiffer(viewer: UserActor): Promise<string[]> {
  const one = randomUUID().slice(0, 8);
  const write = (label: string, name: string, isClaimMeant = false) =>
    createMandate(viewer, { label: `${label} ${one}`, authenticUrl: `https://x.com/${name}_${one}`, isClaimMeant });
  const [waiting, first, ended] = [await write("Genêt", "a"), await write("Bruyère", "b"), await write("Ajonc", "c")];
  const second = await write("Fougère", "b", true);
  await makeBankCode(viewer, waiting);
  await withdrawMandate(viewer, { number: ended.number, reason: "her_word" });
  const standing = await verifiedMandate(viewer);
  await openToldPage(viewer, { ...standing, consent: { by: "representative", how: "association", on: "2026-11-20" } });
  return [waiting, first, second, ended, standing].map(({ number }) => `/mandates/${number}`);
}

/** One who waits and one who was refused, with what they told and what was said about them. */
async function peopleOnTheThreshold(viewer: UserActor): Promise<string[]> {
  await change(setUp, "setting.changed", {}, (tx) =>
    tx.setting.upsert({
      where: { key: "applications_open" },
      create: { key: "applications_open", value: true },
      update: { value: true },
    }),
  );
  const ids: string[] = [];
  for (const pseudonym of ["Perdrix", "Corneille"]) {
    const email = `${randomUUID().slice(0, 8)}@example.org`;
    await apply({
      ...{ email, pseudonym, password: "le rideau se lève à huit heures", time: "some_hours" },
      ...{ done: "Deux ans de signalements, tenus dans un tableur.", tracks: ["redirecting_bot"], languages: ["fr"] },
      ...{ networkAddress: randomUUID(), requestId: "furnish" },
    });
    const { id } = await change(setUp, "person.applied", {}, (tx) => tx.user.findUniqueOrThrow({ where: { email } }));
    await vouchFor(viewer, id, "Je connais son travail depuis un an.");
    ids.push(id);
  }
  await acceptCharter({ ...viewer, id: ids[0] ?? "", pseudonym: "Perdrix", roles: [] }, charterVersion);
  await refuseApplication(viewer, ids[1] ?? "", { reason: "no_room", note: "Plus tard, peut-être." });
  return ids;
}

/** What people see who are not signed in. */
async function doors(inviter: TestUser): Promise<string[]> {
  const invitation = () => invitePerson(actorFor(inviter), { roles: ["volunteer"], note: "" });
  const [valid, expired] = [await invitation(), await invitation()];
  await change(setUp, "person.invited", {}, (tx) =>
    tx.invitation.update({ where: { id: expired.id }, data: { expiresAt: new Date(Date.now() - 1000) } }),
  );
  const others = ["/verify", "/bank", "/told", "/apply", "/sign-in/forgotten", "/reset/no-such-link"];
  return [...others, "/sign-in", `/invite/${valid.token}`, `/invite/${expired.token}`, "/invite/no-such-link"];
}

const untouched: readonly CaseState[] = ["draft", "open", "reopened", "closed", "rejected", "undetermined"];
const decided: readonly CaseState[] = ["confirmed", "notified", "actioned", "refused", "unanswered"];

async function casesInEveryState(viewer: UserActor, reporter: UserActor): Promise<number[]> {
  const another = actorFor(await createUser({ roles: ["reviewer"] }));
  const open = () => createCase({ reporter, observed });
  const judgement = { classification: "redirecting_bot" as const, reasons: ["RB-03"], note: "" };
  const judgedBy = async (reviewer: UserActor): Promise<number> => {
    const { id, number } = await open();
    const { version } = await claimCase(reviewer, { ref: { id } });
    await giveOpinion(reviewer, { ref: { id }, expectedVersion: version, ...judgement });
    return number;
  };
  const held = async (holder: UserActor): Promise<number> =>
    (await createCase({ reporter, observed, state: "in_review", holder })).number;
  const numbers = [await held(viewer), await held(another), await judgedBy(viewer), await judgedBy(another)];
  for (const state of untouched) numbers.push((await createCase({ reporter, observed, state })).number);
  for (const state of decided) numbers.push((await confirmedCase({ reporter, observed, state })).number);
  return numbers;
}

const sheet =
  "Lien;Vu;Date\nhttps://x.com/perle_une;Photos;04/02/2026\npas une adresse;;\nhttps://x.com/perle_deux;;31/02/2026\n";

async function importsInEveryState(owner: UserActor): Promise<string[]> {
  const upload = async (): Promise<string> =>
    (await uploadImport(owner, { name: "faux.csv", bytes: new TextEncoder().encode(sheet), language: "fr" })).id;
  const start = async (id: string): Promise<string> => {
    const { options } = await change(setUp, "import.started", {}, (tx) =>
      tx.import.findUniqueOrThrow({ where: { id } }),
    );
    const constants = { platform: null, track: "redirecting_bot", ageAnswer: "no" } as const;
    await startImport(owner, { id, options: { ...importOptionsSchema.parse(options), constants }, isRunHere: true });
    return id;
  };
  const [settling, running, done] = [await upload(), await start(await upload()), await start(await upload())];
  await runImport(done);
  return [settling, running, done];
}

/** One that is still to be settled, one that made a notice and refused a case, one that was cancelled. */
async function batchesThatDiffer(owner: UserActor, reporter: UserActor): Promise<string[]> {
  const plan = async (): Promise<string> => {
    const cases = [
      await confirmedCase({ reporter, observed, platform: "telegram" }),
      await createCase({ reporter, observed }),
    ];
    const { id } = await planBatch(
      owner,
      cases.map((one) => one.id),
    );
    return id;
  };
  const [planned, done, cancelled] = [await plan(), await plan(), await plan()];
  const channels = { telegram: "telegram-abuse-mailbox" };
  await startBatch(owner, { id: done, options: { kind: "notices", noticeKind: "terms_report", channels } });
  await cancelBatch(owner, { id: cancelled, was: "planned" });
  return [planned, done, cancelled];
}

/** A draft, one that has left, and the choice of a desk for a case. */
async function madeNotices(sender: UserActor, reporter: UserActor): Promise<string[]> {
  const prepare = async () => {
    const { number } = await confirmedCase({ reporter, observed });
    const channel = { kind: "terms_report", channelId: "x-impersonation-form" } as const;
    return { ...(await prepareNotice(sender, { ...channel, caseNumbers: [number] })), caseNumber: number };
  };
  const [draft, leaving, waiting] = [await prepare(), await prepare(), await confirmedCase({ reporter, observed })];
  await sendNotice(sender, { ...leaving, format: "form_text", sentAt: new Date(), kept: [], reference: "" });
  const refused = await sentNotice(sender, { reporter, observed, daysAgo: 9, outcome: "refused" });
  const removed = await sentNotice(sender, { reporter, observed, daysAgo: 4, outcome: "account_removed" });
  return [
    ...[draft, leaving, refused, removed].map(({ number }) => `/notices/${number}`),
    `/notices/new?cases=${waiting.number}`,
    `/notices/${refused.number}/escalation/${String(refused.cases[0])}`,
    `/notices/${leaving.number}/escalation/${String(leaving.caseNumber)}`,
  ];
}
