/**
 * Every address of the product in one place, so that a moved screen is a compile error and not a dead link.
 * Case addresses carry the case's number, never a handle: an address bar and a history are read over shoulders.
 */
type Query = Readonly<Record<string, string | number | boolean | readonly (string | number)[] | null | undefined>>;

function withQuery(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === "") continue;
    search.set(name, Array.isArray(value) ? value.join(",") : String(value));
  }
  const text = search.toString();
  return text === "" ? path : `${path}?${text}`;
}

const segment = (value: string | number): string => encodeURIComponent(String(value));

export const routes = {
  home: () => "/",
  /** Asks for the second factor. */
  confirm: (query: { next?: string } = {}) => withQuery("/sign-in/confirm", query),
  /** Leads to a second factor whoever needs one and has none. */
  enrol: (query: { next?: string } = {}) => withQuery("/sign-in/second-factor", query),
  signIn: (query: { next?: string; error?: string } = {}) => withQuery("/sign-in", query),
  firstStart: () => "/setup",
  /** Why nobody comes in for now. */
  closed: () => "/closed",
  forgotten: () => "/sign-in/forgotten",
  resetPassword: (token: string) => `/reset/${segment(token)}`,
  invitation: (token: string) => `/invite/${segment(token)}`,

  /** Public: asking to join. */
  apply: () => "/apply",
  charter: (query: { next?: string } = {}) => withQuery("/charter", query),
  /** One's own vetting: what is there, what is missing. */
  vetting: () => "/vetting",
  training: (track: string) => `/training/${segment(track)}`,

  /** Decides where a pasted link, handle or case number leads: to its case, or to the log with it filled in. */
  go: (text: string) => withQuery("/go", { q: text }),

  log: (query: { text?: string } = {}) => withQuery("/log", query),
  /** Asked by the log's form while somebody types. */
  recognise: () => "/log/recognise",
  queue: (query: Query = {}) => withQuery("/cases", query),
  case: (number: number | string) => `/cases/${segment(number)}`,
  /** With the view that the reader works through, so that the next case comes from it. */
  caseIn: (number: number | string, view?: string) => withQuery(`/cases/${segment(number)}`, { view }),
  /** The safety lane's own list. */
  safety: (after?: string) => (after === undefined ? "/safety" : `/safety?after=${encodeURIComponent(after)}`),
  notices: (query: Query = {}) => withQuery("/notices", query),
  newNotice: (query: { cases?: readonly (string | number)[] } = {}) => withQuery("/notices/new", query),
  notice: (number: number | string) => `/notices/${segment(number)}`,
  /** With what is sealed opened in it, which is written down. */
  openedNotice: (number: number | string) => `/notices/${segment(number)}?open=1`,
  noticeFile: (number: number, format: string) => `/api/notices/${segment(number)}/${segment(format)}`,
  /** Work on many cases at once: one's own. */
  statistics: (query: Query = {}) => withQuery("/statistics", query),
  statisticsRows: (query: Query = {}) => withQuery("/statistics/rows", query),
  statisticsFile: (query: Query = {}) => withQuery("/api/statistics", query),
  /** Reads an answer that came by mail, and finds its notice. */
  answer: () => "/notices/answer",
  /** What can be written when a desk refuses or stays silent. */
  escalation: (number: number, caseNumber: number) => `/notices/${segment(number)}/escalation/${segment(caseNumber)}`,
  audit: (query: Query = {}) => withQuery("/audit", query),
  receipt: (reportId: string) => `/api/reports/${segment(reportId)}/receipt`,
  /** Where a picture of a case is sent to, and where one is asked for. */
  imagesOf: (caseNumber: number) => `/api/cases/${segment(caseNumber)}/images`,
  blurredImage: (id: string) => `/api/images/${segment(id)}/blurred`,
  clearImage: (id: string) => `/api/images/${segment(id)}/clear`,
  traces: (caseNumber: number) => `/api/cases/${segment(caseNumber)}/traces`,
  manifest: (caseNumber: number) => `/api/cases/${segment(caseNumber)}/manifest`,
  caseBundle: (caseNumber: number, audience: string) => `/api/cases/${segment(caseNumber)}/bundle/${segment(audience)}`,
  yearlyReport: (year: number, format: string) => `/api/notices/yearly/${segment(year)}/${segment(format)}`,
  checkpoint: () => "/api/audit/checkpoint",
  /** Public: checks receipts and files in the browser, without the server. */
  verify: () => "/verify",
  people: (query: Query = {}) => withQuery("/people", query),
  person: (id: string) => `/people/${segment(id)}`,
  personDecisions: (id: string, query: Query = {}) => withQuery(`/people/${segment(id)}/decisions`, query),
  /** Where reviewers vouch. */
  vouching: () => "/vouching",
  mandates: (query: Query = {}) => withQuery("/mandates", query),
  mandate: (number: number | string) => `/mandates/${segment(number)}`,
  /** Public: where somebody leaves fingerprints under her mandate, or takes them back. */
  bank: () => "/bank",
  /** The private page of the person whose photos were used. */
  told: () => "/told",
  leaveTold: () => "/told/leave",
  imports: () => "/imports",
  import: (id: string) => `/imports/${segment(id)}`,
  /** One gesture about many cases. */
  batches: () => "/batches",
  batch: (id: string) => `/batches/${segment(id)}`,
  batchFile: (id: string) => `/api/batches/${segment(id)}/file`,
  notifications: (query: { before?: string } = {}) => withQuery("/notifications", query),
  care: () => "/settings/care",
  settings: (query: { linking?: "refused" } = {}) => withQuery("/settings", query),
  ownAccuracy: (query: Query = {}) => withQuery("/settings/accuracy", query),
  accuracyOf: (id: string, query: Query = {}) => withQuery(`/people/${segment(id)}/accuracy`, query),
  platforms: () => "/settings/platforms",
  webhooks: () => "/settings/webhooks",
  /** The desk's own accounts at services that take reports. */
  reportAccounts: () => "/settings/report-accounts",
  webhook: (id: string) => `/settings/webhooks/${segment(id)}`,
} as const;

/** The screens that the header, its menu and the palette can offer; who may open which is decided by the policy. */
export const screenIds = [
  "log",
  "queue",
  "safety",
  "notices",
  "statistics",
  "audit",
  "people",
  "vouching",
  "mandates",
  "imports",
  "settings",
] as const;
export type ScreenId = (typeof screenIds)[number];

export const screenPath = (screen: ScreenId): string => routes[screen]();
