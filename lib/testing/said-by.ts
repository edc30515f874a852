import { vi } from "vitest";

/** What a command says on its two channels, and its exit status. */
export async function saidBy(run: () => Promise<number>): Promise<{ out: string; status: number }> {
  let out = "";
  const hear = (text: string | Uint8Array) => ((out += String(text)), true);
  const spies = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, "write").mockImplementation(hear));
  try {
    return { status: await run(), out };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
