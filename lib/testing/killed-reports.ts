import { spawn } from "node:child_process";
import { once } from "node:events";
import { env, environmentForTest } from "@/lib/env";
import { toReportServers } from "./report-desk";
import type { TestDatabase } from "./test-database";

/**
 * A worker's round of reports in a process of its own, killed as soon as the service has answered the nth of them and before that is
 * noted. Gives the signal that it ended by.
 *
 * @param reportPath how the address of a report ends
 */
export async function killAfterReport(
  { appUrl, dataDir }: TestDatabase,
  reportPath: string,
  nth = 1,
): Promise<string | null> {
  const program = `
    import { useDatabase } from "@/lib/db/client";
    import { OutgoingHttp } from "@/lib/adapters/outgoing-http";
    import { sendReports } from "@/lib/usecases/send-reports";
    let reports = 0;
    class Killed extends OutgoingHttp {
      async post(...given) {
        const answer = await super.post(...given);
        if (given[0].endsWith(${JSON.stringify(reportPath)}) && ++reports === ${String(nth)}) process.kill(process.pid, "SIGKILL");
        return answer;
      }
    }
    useDatabase(${JSON.stringify(appUrl)});
    await sendReports(new Killed({ isAllowedAddress: () => true, isAllowedPort: () => true,
      lookup: async () => [{ address: "127.0.0.1", family: 4 }], authorities: ${JSON.stringify(toReportServers.authorities)} }));`;
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "--conditions", "react-server", "--input-type=module", "-e", program],
    {
      env: environmentForTest({
        DATA_DIR: dataDir,
        DATABASE_URL: appUrl,
        MASTER_KEY: env().masterKey,
        TSX_TSCONFIG_PATH: ".config/tsconfig.run.json",
      }),
      stdio: ["ignore", "ignore", "inherit"],
    },
  );
  const [, signal] = (await once(child, "exit")) as [number | null, string | null];
  return signal;
}
