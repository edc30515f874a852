import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** The value that this share of the sorted samples does not exceed. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export const rounded = (value: number): number => Math.round(value * 100) / 100;

export interface CpuSeconds {
  readonly web: number;
  readonly postgres: number;
  readonly bench: number;
}

/**
 * Processor time used so far. Unlike elapsed time it says what a thing costs on a machine that others use as well. Null where the
 * system does not tell.
 */
export function readCpu(webPid: number, postgresPid: number): CpuSeconds | null {
  if (process.platform !== "linux") return null;
  try {
    const own = process.cpuUsage();
    return {
      web: secondsOf(webPid).own,
      postgres:
        secondsOf(postgresPid).withGone + backendsOf(postgresPid).reduce((sum, pid) => sum + secondsOf(pid).own, 0),
      bench: (own.user + own.system) / 1e6,
    };
  } catch {
    return null;
  }
}

const ticksPerSecond = 100;

function secondsOf(pid: number): { own: number; withGone: number } {
  const line = readFileSync(`/proc/${String(pid)}/stat`, "utf8");
  // The name in parentheses may hold spaces; the fields are counted after it.
  const fields = line
    .slice(line.lastIndexOf(")") + 2)
    .split(" ")
    .map(Number);
  const sum = (from: number, to: number) =>
    fields.slice(from, to).reduce((total, ticks) => total + ticks, 0) / ticksPerSecond;
  return { own: sum(11, 13), withGone: sum(11, 15) };
}

function backendsOf(pid: number): number[] {
  const out = execFileSync("ps", ["--no-headers", "-o", "pid", "--ppid", String(pid)], { encoding: "utf8" });
  return out
    .split("\n")
    .map(Number)
    .filter((child) => child > 0);
}

/** Milliseconds of processor time for each of so many things. */
export function cpuEach(before: CpuSeconds | null, after: CpuSeconds | null, things: number) {
  if (before === null || after === null || things === 0) return null;
  const each = (part: keyof CpuSeconds) => rounded(((after[part] - before[part]) * 1000) / things);
  return { web: each("web"), postgres: each("postgres"), bench: each("bench") };
}
