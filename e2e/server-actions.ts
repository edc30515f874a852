import type { CasePermission, DeskPermission } from "@/lib/domain/access/permissions";
import type { CaseState } from "@/lib/domain/case/vocabulary";

/** A case that an action is tried on, made for one call. */
export interface TriedCase {
  readonly id: string;
  readonly number: number;
  readonly version: number;
  /** A mandate that two people have seen. */
  readonly mandateNumber: number;
}

/** How the case stands before the call; the caller holds it, or has judged it, only where their role lets them come so far. */
export interface CaseStanding {
  readonly state: CaseState;
  readonly isCallers?: "held" | "judged";
}

/** What a browser's own form hands in, after what the form's state is where the action asks for it. */
export class FormInput {
  constructor(
    readonly fields: Readonly<Record<string, string>>,
    readonly before: readonly unknown[] = [],
  ) {}
}

export type Guard =
  /** Whoever comes may call it. */
  | {
      readonly kind: "everybody";
      readonly why: string;
      readonly input: unknown;
      /** It answers something, which is worth nothing by itself. */
      readonly answers: boolean;
    }
  /** Whoever is signed in may, with or without a role: it reaches only what is the caller's own. */
  | { readonly kind: "own"; readonly why: string; readonly input: unknown }
  | { readonly kind: "desk"; readonly permission: DeskPermission; readonly input: unknown }
  | {
      readonly kind: "case";
      readonly permission: CasePermission;
      readonly standing: CaseStanding;
      readonly input: (tried: TriedCase) => unknown;
    };

const everybody = (why: string, input: unknown, answers = false): Guard => ({ kind: "everybody", why, input, answers });
const own = (why: string, input: unknown): Guard => ({ kind: "own", why, input });
const desk = (permission: DeskPermission, input: unknown): Guard => ({ kind: "desk", permission, input });
const onCase = (
  permission: CasePermission,
  state: CaseState | CaseStanding,
  input: (tried: TriedCase) => unknown,
): Guard => ({ kind: "case", permission, standing: typeof state === "string" ? { state } : state, input });

const nobodys = "00000000-0000-4000-8000-000000000000";
const noNumber = 999_999_999;
const noPasskey = { id: "AA", rawId: "AA", type: "public-key", response: { clientDataJSON: "AA" } };
const password = "le rideau se lève à huit heures";

const seen = ({ id, version }: TriedCase) => ({ id, version });
const because = (reason: string) => (tried: TriedCase) => ({ ...seen(tried), reason });
const judgement = { classification: "redirecting_bot", reasons: ["RB-03"], note: "" };
const someReferral = {
  recipient: "PHAROS",
  kind: "suspected_minor_sexual",
  urgency: "same_hour",
  why: "Le profil annonce dix-sept ans.",
  referredAt: "2026-11-20T10:00:00Z",
};
const someNotice = { number: noNumber, version: 1 };

const noCode = "AAAA-AAAA-AAAA-AAAA-AAAA";
const someToldConsent = { by: "person", how: "call", on: "2026-11-20" };
const someConsent = { version: "2026-11", contactWish: "none", areAdults: true, hasRights: true };
const noHash = "0f".repeat(32);
const someEntry = { pdq: noHash, quality: 90, orientations: Array.from({ length: 8 }, () => noHash) };

const somePicture = { kind: "profile_picture", pdq: "0f".repeat(32), quality: 80 };
const someWebhook = { name: "Essai", url: "https://example.org/hook", events: ["case.confirmed"] };

const someAccount = { service: "mastodon", address: "https://social.example", secret: "no-token-at-all" };

const importOptions = (...mapping: string[]) => ({
  mapping,
  constants: { platform: null, track: "redirecting_bot", ageAnswer: "no" },
  isMonthFirst: false,
  onError: "skip",
  isDryRun: false,
  language: "fr",
});
const someImport = { id: nobodys, options: importOptions("address") };

/**
 * Every server action of the build, by file and name, with the permission that guards it and an input that fits: about something
 * that does not exist where the permission needs no thing, about a case of the right kind where it does. What the build has and
 * this table has not fails the test, and the other way round.
 */
export const serverActions: Readonly<Record<string, Readonly<Record<string, readonly Guard[]>>>> = {
  "app/(auth)/setup/actions.ts": {
    createFirstAccount: [
      everybody("Before the first account there is nobody who could be signed in; the terminal's code is the key.", {
        code: "AAAA-AAAA",
        email: "intruse@example.org",
        pseudonym: "Intruse",
        password,
        organisation: "",
        reviewsToo: true,
        wantsSamples: false,
      }),
    ],
  },
  "app/(auth)/invite/[token]/actions.ts": {
    joinDesk: [
      everybody("Whoever is invited has no account yet; the link is the key.", {
        token: "no-such-invitation",
        email: "intruse@example.org",
        pseudonym: "Intruse",
        password,
      }),
    ],
  },
  "app/(threshold)/apply/actions.ts": {
    sendApplication: [
      everybody("Whoever asks to join has no account yet; nothing opens by it.", {
        email: "candidate@example.org",
        pseudonym: "Candidate",
        password,
        done: "Deux ans de signalements dans un tableur.",
        time: "varies",
        tracks: ["redirecting_bot"],
        languages: ["fr"],
      }),
    ],
  },
  "app/(threshold)/charter/actions.ts": {
    accept: [own("One's own word, in one's own name.", { version: "2020-01", next: "/" })],
  },
  "app/(threshold)/vetting/actions.ts": {
    tell: [
      own("One's own application, once.", {
        pseudonym: "Renommée",
        done: "Deux ans de signalements dans un tableur.",
        time: "varies",
        tracks: ["redirecting_bot"],
        languages: ["fr"],
      }),
    ],
  },
  "app/(threshold)/training/[track]/actions.ts": {
    begin: [own("Who may train depends on their record, not on a role alone.", { track: "redirecting_bot" })],
    answer: [
      own("One's own training, where one is under way.", {
        track: "redirecting_bot",
        caseId: "basalt",
        answer: "undetermined",
      }),
    ],
  },
  "app/(console)/vouching/actions.ts": {
    vouch: [desk("person:vouch", { id: nobodys, sentence: "Je connais son travail." })],
    takeBack: [desk("person:vouch", { id: nobodys })],
  },
  "app/(console)/people/[id]/actions.ts": {
    admit: [desk("person:admit", { id: nobodys, roles: ["volunteer"], tracks: [] })],
    refuse: [desk("person:admit", { id: nobodys, reason: "other", note: "" })],
    goFurther: [desk("person:admit", { id: nobodys })],
    renew: [desk("person:admit", { id: nobodys })],
    setTracks: [desk("person:admit", { id: nobodys, tracks: [] })],
  },
  "lib/i18n/remember-locale.ts": {
    rememberLocale: [
      everybody(
        "The sign-in page has a language too; it sets a cookie and reads nothing.",
        new FormInput({ locale: "fr" }),
      ),
    ],
  },
  "lib/actions/second-factor.ts": {
    readWays: [own("What the holder of this session can show.", undefined)],
    askPasskey: [own("One of one's own passkeys; refused where there is none.", undefined)],
    askNewPasskey: [own("A passkey for oneself.", undefined)],
    askNewTotp: [own("A secret for oneself.", undefined)],
    askAnyPasskey: [
      everybody("Whoever signs in has no account yet as far as we know; a challenge lets nobody in.", undefined, true),
    ],
    showFactor: [own("For the session that asks.", { code: "000000" })],
    addTotp: [own("For oneself, with the code of a secret that this session was given.", { code: "000000" })],
    addPasskey: [own("For oneself, in answer to a challenge of this session.", { answer: noPasskey, name: "Essai" })],
  },
  "app/(console)/settings/factor-actions.ts": {
    dropApp: [own("One's own app.", undefined)],
    dropPasskey: [own("One of one's own passkeys.", { id: nobodys })],
    namePasskey: [own("One of one's own passkeys.", { id: nobodys, name: "Essai" })],
    renewCodes: [own("One's own codes; refused without a factor.", undefined)],
  },
  "lib/actions/sign-out.ts": {
    signOutHere: [
      everybody("Ends the session that comes along, if one does; the door is where everybody ends up.", undefined),
    ],
  },
  "app/(console)/log/actions.ts": {
    submitLog: [
      desk(
        "report:log",
        new FormInput(
          {
            submissionId: "0195b0c6-7c1e-4a4e-9d55-0f8f6f3f2b11",
            text: "https://x.com/of_an_action",
            track: "redirecting_bot",
            ageAnswer: "no",
          },
          [{}],
        ),
      ),
    ],
  },
  "app/(console)/imports/actions.ts": {
    previewImportAction: [desk("report:import", someImport)],
    startImportAction: [
      desk("report:import", someImport),
      desk("report:import_history", { id: nobodys, options: importOptions("address", "state") }),
    ],
    cancelImportAction: [desk("report:import", { id: nobodys })],
  },
  "app/(console)/batches/actions.ts": {
    plan: [desk("notice:prepare", { ids: [nobodys] })],
    start: [
      desk("notice:prepare", {
        id: nobodys,
        options: { kind: "notices", noticeKind: "terms_report", channels: { x: "x-in-app" } },
      }),
      desk("case:export" as DeskPermission, {
        id: nobodys,
        options: { kind: "bundles", audience: "platform", language: "fr" },
      }),
    ],
    mail: [desk("notice:send", { id: nobodys, notices: [{ number: noNumber, version: 1 }] })],
    cancel: [desk("notice:prepare", { id: nobodys, was: "running" })],
    resume: [desk("notice:prepare", { id: nobodys, withFailed: true })],
  },
  "app/(console)/cases/actions.ts": {
    claimFromQueue: [onCase("case:claim", "open", (tried) => ({ cases: [seen(tried)] }))],
    tagFromQueue: [onCase("case:tag", "open", ({ id }) => ({ ids: [id], add: ["essai"], remove: [] }))],
    readSignals: [onCase("case:read", "open", ({ id }) => ({ ids: [id] }))],
    judgeFromQueue: [
      onCase("case:claim", "open", (tried) => ({
        classification: judgement.classification,
        note: "",
        cases: [{ ...seen(tried), reasons: judgement.reasons }],
      })),
    ],
    keepList: [desk("case:list", { name: "Bots", query: "?track=redirecting_bot" })],
    dropList: [desk("case:list", { id: nobodys })],
    setLayout: [desk("case:list", { density: "normal", hidden: ["tags"] })],
  },
  "app/(console)/cases/[ref]/actions.ts": {
    claim: [onCase("case:claim", "open", seen)],
    release: [onCase("case:release", { state: "in_review", isCallers: "held" }, seen)],
    renew: [onCase("case:renew", { state: "in_review", isCallers: "held" }, ({ id }) => ({ id }))],
    give: [
      onCase("case:give_opinion", { state: "in_review", isCallers: "held" }, (tried) => ({
        ...seen(tried),
        ...judgement,
      })),
    ],
    withdraw: [onCase("case:withdraw_opinion", { state: "second_opinion", isCallers: "judged" }, seen)],
    saveDraft: [onCase("case:tag", "open", ({ id }) => ({ id, draft: { ...judgement, classification: null } }))],
    safeguard: [onCase("case:safeguard", "open", ({ id }) => ({ id, reason: "unspecified" }))],
  },
  "app/(console)/cases/[ref]/image-actions.ts": {
    switchStored: [onCase("case:add_image", "open", ({ id }) => ({ id, isOn: false, reason: "no_longer_needed" }))],
    redactStored: [desk("case:reveal_image" as DeskPermission, { id: nobodys, revision: 1, boxes: [] })],
    removeStored: [desk("case:remove_image" as DeskPermission, { id: nobodys, reason: "no_longer_needed" })],
  },
  "app/(console)/cases/[ref]/lane-actions.ts": {
    takeOn: [onCase("case:refer", "safeguarding", ({ id }) => ({ id, isMine: true }))],
    setKind: [onCase("case:refer", "safeguarding", ({ id }) => ({ id, kind: "unspecified" }))],
    refer: [onCase("case:refer", "safeguarding", ({ id }) => ({ id, referral: someReferral }))],
    hold: [
      onCase("case:hold_notices", "safeguarding", ({ id }) => ({
        id,
        decision: { wanted: "off", reason: "not_needed" },
      })),
    ],
    purge: [onCase("case:purge", "safeguarding", ({ id }) => ({ id, reason: "nothing_to_keep" }))],
    proposeExit: [onCase("case:leave_lane", "safeguarding", ({ id }) => ({ id, reason: "no_danger" }))],
    decideExit: [onCase("case:leave_lane", "safeguarding", ({ id }) => ({ id, decision: "declined" }))],
  },
  "app/(console)/cases/[ref]/lifecycle-actions.ts": {
    admit: [onCase("case:admit", "draft", seen)],
    discard: [onCase("case:discard", "draft", because("not_an_account"))],
    close: [onCase("case:close", "actioned", because("nothing_more_to_do"))],
    reopen: [onCase("case:reopen", "undetermined", because("new_facts"))],
    erase: [onCase("case:erase", "open", because("retention_ended"))],
    lookAtAgain: [desk("decision:look_again", { id: nobodys, version: 1, verdict: "stands" })],
  },
  "app/(console)/notices/actions.ts": {
    prepare: [
      desk("notice:prepare", {
        kind: "terms_report",
        channelId: "x-impersonation-form",
        caseNumbers: [noNumber],
      }),
    ],
    edit: [desk("notice:prepare", { ...someNotice, edit: { explanation: "" } })],
    discard: [desk("notice:prepare", someNotice)],
    send: [desk("notice:send", { ...someNotice, format: "form_text", sentAt: "2026-01-01T10:00:00Z" })],
    receive: [desk("notice:record", { ...someNotice, reference: "1", receivedAt: "2026-01-01T10:00:00Z" })],
    answer: [desk("notice:record", { ...someNotice, outcome: "account_removed", informedOn: "2026-01-01" })],
    gone: [desk("notice:record", { ...someNotice, caseNumber: noNumber, verifiedAt: "2026-01-01T10:00:00Z" })],
  },
  "app/(console)/notices/fit-actions.ts": {
    askRegistry: [
      onCase("case:notify", "confirmed", ({ number }) => ({
        caseNumbers: [number],
        of: "registrar",
        name: "nowhere.example",
      })),
    ],
  },
  "app/(console)/notices/ledger-actions.ts": {
    mail: [desk("notice:send", someNotice)],
    sendReports: [desk("notice:send", someNotice)],
    settle: [desk("notice:send", { number: noNumber, answer: "left" })],
    sight: [
      desk("notice:record", {
        ...someNotice,
        caseNumber: noNumber,
        verifiedAt: "2026-01-01T10:00:00Z",
        what: "still_there",
      }),
    ],
    takeStep: [
      desk("notice:record", { ...someNotice, caseNumber: noNumber, step: "complaint", takenOn: "2026-01-01" }),
    ],
    firstContact: [onCase("case:notify", "confirmed", ({ number }) => ({ caseNumber: number, language: "fr" }))],
    findNotice: [desk("notice:record", { repliesTo: [], reference: "" })],
  },
  "app/(console)/cases/[ref]/bank-actions.ts": {
    answer: [
      onCase("case:attach_mandate", "open", ({ number }) => ({ caseNumber: number, matchId: nobodys, isSame: true })),
    ],
    runUnder: [
      onCase("case:attach_mandate", "open", ({ number, mandateNumber }) => ({ caseNumber: number, mandateNumber })),
    ],
  },
  "app/(public)/bank/actions.ts": {
    open: [everybody("Whoever was handed a code has no account; the code is the key.", { code: noCode })],
    consent: [everybody("The same.", { code: noCode, consent: someConsent })],
    fill: [everybody("The same; fingerprints alone are taken.", { code: noCode, entries: [someEntry] })],
    withdraw: [everybody("What was left without an account is taken back without one.", { code: noCode })],
  },
  "app/(told)/told/actions.ts": {
    enter: [everybody("Whoever was handed a code has no account; the code is the key.", { code: noCode })],
    renew: [everybody("Wants an open visit, and its code again.", { code: noCode })],
    stop: [everybody("The same.", { code: noCode, withdraws: false })],
  },
  "app/(console)/mandates/told-actions.ts": {
    openPage: [desk("told:open", { number: noNumber, consent: someToldConsent })],
    resetCode: [desk("told:reset", { number: noNumber })],
    endPage: [desk("told:end", { number: noNumber })],
    resume: [desk("told:resume", { number: noNumber })],
  },
  "app/(console)/mandates/bank-actions.ts": {
    makeCode: [desk("bank:open", { number: noNumber })],
    consent: [desk("bank:open", { number: noNumber, consent: someConsent })],
    fill: [desk("bank:fill", { number: noNumber, entries: [someEntry] })],
    erase: [desk("bank:withdraw", { number: noNumber })],
  },
  "app/(console)/settings/bank-actions.ts": {
    setIntimateBanks: [desk("setting:write", { isAllowed: false, isAdviceTaken: false })],
  },
  "app/(console)/cases/[ref]/fingerprint-actions.ts": {
    add: [onCase("case:add_fingerprint", "open", ({ id }) => ({ id, ageAnswer: "no", fingerprint: somePicture }))],
    // Nothing of that id on the case: who may not ask is told no more than who may.
    remove: [onCase("case:remove_fingerprint", "open", ({ id }) => ({ id, fingerprintId: nobodys }))],
    confirm: [onCase("case:confirm_match", "open", ({ id }) => ({ id, matchId: nobodys, seen: "suggested" }))],
    refuse: [onCase("case:refuse_match", "open", ({ id }) => ({ id, matchId: nobodys, seen: "suggested" }))],
  },
  "app/(console)/mandates/actions.ts": {
    create: [desk("mandate:create", { label: "Essai", authenticUrl: "https://x.com/essai_authentique" })],
    sight: [desk("mandate:verify", { number: noNumber })],
    withdraw: [desk("mandate:withdraw", { number: noNumber, reason: "desk" })],
    renew: [desk("mandate:renew", { number: noNumber })],
    decide: [desk("mandate:decide", { id: nobodys, decision: "both", reason: "Deux personnes sur une image." })],
    attach: [
      onCase("case:attach_mandate", "open", ({ number, mandateNumber }) => ({ caseNumber: number, mandateNumber })),
    ],
  },
  "app/(console)/cases/[ref]/observable-actions.ts": {
    addObservables: [
      onCase("case:add_observable", "open", ({ id }) => ({
        id,
        given: [{ subkind: "link", text: "https://rencontre.example.com/lou" }],
        source: "reviewer",
      })),
    ],
    takeOffObservable: [onCase("case:add_observable", "open", ({ id }) => ({ id, observableId: nobodys }))],
    openObservable: [onCase("case:read_observables", "open", ({ id }) => ({ id, observableId: nobodys }))],
  },
  "app/(console)/settings/platforms/actions.ts": {
    saveChannel: [desk("platform:manage", { id: "none", whoMayFile: "anyone", isEnabled: true, isVerified: false })],
    proposeAddress: [desk("platform:manage", { id: "none", url: "https://help.example.com/", mailbox: null })],
  },
  "app/(console)/settings/mail-actions.ts": {
    acceptMailServer: [desk("setting:write", { digest: "0".repeat(64) })],
  },
  "app/(console)/people/factor-actions.ts": { resetFactor: [desk("person:reset_factor", { id: nobodys })] },
  "app/(console)/proposal-actions.ts": {
    confirm: [desk("proposal:decide", { id: nobodys })],
    decline: [desk("proposal:decide", { id: nobodys })],
    withdraw: [desk("proposal:decide", { id: nobodys })],
  },
  "app/(console)/notifications/actions.ts": {
    markRead: [own("What one was told oneself.", { id: "1", andOlder: true })],
  },
  "app/(console)/audit/actions.ts": { sealNow: [desk("audit:seal", undefined)] },
  "app/(console)/settings/witness-actions.ts": {
    addOneWitness: [desk("witness:manage", { kind: "file", name: "Essai", vkey: "", target: "essai" })],
    endOneWitness: [desk("witness:manage", { id: nobodys })],
    storeSignatures: [desk("witness:manage", { note: "no checkpoint of ours" })],
  },
  "app/(console)/settings/care/actions.ts": {
    saveCare: [
      own("One's own care.", { isBlurred: true, isGrey: true, isMuted: true, reveal: "hold", onlyBots: false }),
    ],
    giveBackAll: [own("What one holds oneself, if anything.", {})],
  },
  "app/(console)/settings/webhooks/actions.ts": {
    addWebhook: [desk("webhook:manage", someWebhook)],
    changeWebhook: [desk("webhook:manage", { id: nobodys, webhook: someWebhook })],
    replaceSecret: [desk("webhook:manage", { id: nobodys })],
    turnWebhook: [desk("webhook:manage", { id: nobodys, isOn: false })],
    removeWebhook: [desk("webhook:manage", { id: nobodys })],
    tryWebhook: [desk("webhook:manage", { id: nobodys })],
    sendAgain: [desk("webhook:manage", { id: nobodys })],
  },
  "app/(console)/settings/report-accounts/actions.ts": {
    addAccount: [desk("report_account:manage", someAccount)],
    replaceAccountSecret: [desk("report_account:manage", { id: nobodys, secret: "no-token-at-all" })],
    removeAccount: [desk("report_account:manage", { id: nobodys })],
    tryAccount: [desk("report_account:manage", { id: nobodys })],
  },
  "app/(console)/people/actions.ts": {
    invite: [desk("person:invite", { roles: ["volunteer"], note: "" })],
    revokeLink: [desk("person:invite", { id: nobodys })],
    giveRoles: [desk("person:set_roles", { id: nobodys, roles: ["volunteer"] })],
    suspend: [desk("person:suspend", { id: nobodys, reason: "left" })],
    reinstate: [desk("person:suspend", { id: nobodys })],
  },
  "app/(console)/people/reset-actions.ts": { makeLink: [desk("person:reset_password", { id: nobodys })] },
  "app/(auth)/sign-in/forgotten/actions.ts": {
    askForLink: [
      everybody("Who forgot their password is not signed in; the answer says nothing.", {
        email: "intruse@example.org",
      }),
    ],
  },
  "app/(auth)/reset/[token]/actions.ts": {
    choosePassword: [everybody("The link is the key; this one is nobody's.", { token: "none", password })],
  },
  "app/(console)/settings/actions.ts": {
    saveProfile: [own("One's own name and language.", { pseudonym: "Renommée", locale: "fr" })],
    saveLayout: [desk("case:list", { density: "compact", hidden: [] })],
    savePassword: [
      own("One's own password, with the present one.", { present: password, next: `${password} passées` }),
    ],
    saveSettings: [desk("setting:write", { signatory: "La présidence" })],
  },
  "app/(console)/settings/access-actions.ts": {
    endSession: [own("One of one's own sessions.", { id: nobodys })],
    endOtherSessions: [own("One's own other sessions.", undefined)],
    makeToken: [desk("token:manage_own", { name: "essai", scopes: ["case:read"], days: 30 })],
    endToken: [desk("token:manage_own", { id: nobodys })],
  },
  "app/(console)/settings/identity-actions.ts": {
    prepareLink: [own("One's own way to the provider.", undefined)],
    endLink: [own("One of one's own sign-ins elsewhere.", { id: nobodys })],
  },
  "app/(console)/settings/incident-actions.ts": {
    setMode: [desk("mode:change", { mode: "normal", reason: "" })],
    signOthersOut: [desk("person:suspend", { id: nobodys })],
  },
  "app/(console)/settings/sample-actions.ts": {
    loadSampleCases: [desk("sample:load", undefined)],
    eraseSampleCases: [desk("sample:load", undefined)],
  },
};
