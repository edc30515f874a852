import { channelSeeds } from "./channels";
import type { NoticeCase, NoticeChannel, NoticeInput } from "./notice-input";

/** An invented notice for the tests of this folder; nobody and nothing in it exists. */
export const sampleCase: NoticeCase = {
  number: 412,
  platform: "instagram",
  state: "confirmed",
  classification: "stolen_photo_scammer",
  locations: {
    profileUrl: "https://www.instagram.com/mina.lorel_priv/",
    handle: "mina.lorel_priv",
    stableId: "58990011223",
    contentUrls: ["https://www.instagram.com/p/Cx0000000aa/"],
  },
  confirmedSignals: ["SPS-01", "SPS-15", "SPS-05"],
  onBehalf: "mandate",
  mandateLabel: "M-031",
  decidedBy: "two_persons",
  lives: [
    { number: 177, closedOn: "2026-06-10", outcome: "account_removed" },
    { number: 288, closedOn: "2026-11-02T14:30:00Z", outcome: "verified_gone" },
  ],
  observables: [],
  firstSeen: "2026-11-18T19:04:00Z",
  lastSeen: "2026-11-20T21:40:00Z",
};

export const secondCase: NoticeCase = {
  ...sampleCase,
  number: 440,
  locations: {
    profileUrl: "https://www.instagram.com/ora.delin.x2/",
    handle: "ora.delin.x2",
    stableId: null,
    contentUrls: [],
  },
};

export function sampleChannel(id: string): NoticeChannel {
  const seed = channelSeeds.find((each) => each.id === id);
  if (seed === undefined) throw new Error(`no channel ${id}`);
  return seed;
}

export const sampleNotice: NoticeInput = {
  noticeNumber: 57,
  kind: "terms_report",
  platform: "instagram",
  platformName: "Instagram",
  channel: sampleChannel("instagram-impersonation-form"),
  audience: "platform",
  about: [],
  language: "en",
  cases: [sampleCase, secondCase],
  explanation:
    "Both accounts show photographs observed since March 2025 on the authentic page of the person concerned.\nBio and price list are the same on both.",
  ruleCited: "Pretending to be someone else",
  legalGrounds: [],
  dsaCategory: null,
  dsaKeywords: [],
  goodFaith: null,
  notifier: {
    organisation: "Collectif Exemple",
    signatory: "The presidency",
    roleMailbox: "signalement@collectif.example",
  },
  preparedAt: "2026-11-22T06:31:00Z",
  checkpoint:
    "desk.collectif.example/4f1c\n7051\nqL0Yy1m1T3d8wq0S0m3Rz0k8f8l4r0cJ8x1v3p9bGk8=\n\n— desk.collectif.example/4f1c AbCdEfGh\n",
  messageIdHost: "desk.collectif.example",
};

export const article16Notice: NoticeInput = {
  ...sampleNotice,
  kind: "illegal_content_notice",
  channel: sampleChannel("instagram-illegal"),
  language: "fr",
  legalGrounds: ["FR-CP-226-4-1"],
  goodFaith: { confirmedAt: "2026-11-22T06:20:00Z", confirmedByRole: "reviewer" },
};

/** A bot of the second track, with what it led to. */
export const botCase: NoticeCase = {
  ...sampleCase,
  number: 433,
  platform: "x",
  classification: "redirecting_bot",
  locations: { profileUrl: "https://x.com/luna_fake", handle: "luna_fake", stableId: null, contentUrls: [] },
  confirmedSignals: ["RB-02", "RB-04", "RB-06"],
  onBehalf: "none",
  mandateLabel: null,
  lives: [],
  observables: [
    { kind: "link", value: "https://short.example/abc", leadsTo: "https://dating-redirect.example/?aff=123" },
    { kind: "link", value: "https://dating-redirect.example/?aff=123", leadsTo: null },
    { kind: "domain", value: "dating-redirect.example", leadsTo: null },
    { kind: "affiliate_id", value: "aff=123", leadsTo: null },
    { kind: "payment_handle", value: "paypal.me/payee", leadsTo: null },
  ],
};

export const botNotice: NoticeInput = {
  ...sampleNotice,
  platform: "x",
  platformName: "X",
  channel: sampleChannel("x-in-app"),
  cases: [botCase],
  explanation: "The account leads to a paid dating site through a shortener, with an affiliate parameter.",
};

export function textIn(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}
