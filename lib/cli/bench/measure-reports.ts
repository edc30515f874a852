import { db } from "@/lib/db/client";
import { ApiClient } from "./api-client";
import type { BenchDesk } from "./bench-desk";
import type { BenchPerson } from "./bench-people";
import { cpuEach, percentile, readCpu, rounded } from "./measures";

export interface ReportsMeasure {
  readonly clients: number;
  readonly seconds: number;
  readonly reports: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  /** Entries of the trail that each report wrote on the average. */
  readonly entriesEach: number;
  readonly cpuMillisecondsEach: ReturnType<typeof cpuEach>;
}

/** Addresses that nobody has reported before; every fifth report is about an account that somebody reported a moment ago. */
export class BenchAddresses {
  #count = 0;
  next(): string {
    this.#count += 1;
    const number = this.#count % 5 === 0 ? Math.max(1, this.#count - 44) : this.#count;
    return `https://x.com/bench_${number.toString(36)}`;
  }
}

export const benchReport = (address: string) => ({
  address,
  track: "redirecting_bot",
  ageAnswer: "no",
  signals: { "RB-03": "yes", "RB-01": "yes", "RB-06": "no" },
  observed: "Lien en bio vers une page de rencontres payante.",
});

/** A server that has just started compiles what it has seen often; no longer than the measurement itself. */
const warmUpReports = 2000;

/** So many clients, each a person of their own with one connection, each sending its next report when the last is answered. */
export async function measureReports(
  desk: BenchDesk,
  people: readonly BenchPerson[],
  addresses: BenchAddresses,
  seconds: number,
): Promise<ReportsMeasure> {
  const clients = people.map(({ token }) => new ApiClient(desk.url, token));
  try {
    await sendUntil(clients, addresses, performance.now() + seconds * 1000, warmUpReports);
    const entriesBefore = await countEntries();
    const cpuBefore = readCpu(desk.webPid, desk.postgresPid);
    const began = performance.now();
    const samples = await sendUntil(clients, addresses, began + seconds * 1000);
    const elapsed = (performance.now() - began) / 1000;
    const cpu = cpuEach(cpuBefore, readCpu(desk.webPid, desk.postgresPid), samples.length);
    return {
      clients: clients.length,
      seconds: rounded(elapsed),
      reports: samples.length,
      perSecond: rounded(samples.length / elapsed),
      p50: rounded(percentile(samples, 0.5)),
      p95: rounded(percentile(samples, 0.95)),
      entriesEach: rounded(((await countEntries()) - entriesBefore) / samples.length),
      cpuMillisecondsEach: cpu,
    };
  } finally {
    for (const client of clients) client.close();
  }
}

async function sendUntil(
  clients: readonly ApiClient[],
  addresses: BenchAddresses,
  deadline: number,
  atMost = Number.POSITIVE_INFINITY,
): Promise<number[]> {
  const samples: number[] = [];
  const keepSending = async (client: ApiClient): Promise<void> => {
    while (performance.now() < deadline && samples.length < atMost) {
      const reply = await client.post("/reports", benchReport(addresses.next()));
      if (reply.status !== 201)
        throw new Error(`POST /reports answered ${String(reply.status)}: ${reply.text.slice(0, 300)}`);
      samples.push(reply.milliseconds);
    }
  };
  await Promise.all(clients.map(keepSending));
  return samples;
}

/** By the newest number: counting rows would take longer than the measurement. */
async function countEntries(): Promise<number> {
  const [row] = await db().$queryRaw<
    { newest: number }[]
  >`SELECT coalesce(max(id), 0)::double precision AS newest FROM audit_entry`;
  return row?.newest ?? 0;
}
