import "server-only";
import type { KnownAccount } from "@/lib/domain/intake/resolve-account";
import { nameAction } from "./change";
import type { Tx } from "./client";

/** The handle is somebody else's now. The account keeps it as its last known name, and reports about the handle no longer reach it. */
export async function withdrawHandle(tx: Tx, accountId: string): Promise<void> {
  await nameAction(tx, "account.renamed");
  await tx.$executeRaw`UPDATE account SET is_current = false WHERE id = ${accountId}::uuid`;
}

/** The same account under another handle: the earlier one is kept with its dates. */
export async function renameAccount(
  tx: Tx,
  account: KnownAccount,
  to: { handle: string; key: string; profileUrl: string },
  keepsEarlier: boolean,
  caseId: string,
): Promise<void> {
  await tx.$executeRaw`SELECT set_config('demasque.action', 'account.renamed', true), set_config('demasque.case', ${caseId}, true)`;
  if (keepsEarlier) {
    await tx.$executeRaw`
      INSERT INTO account_handle (account_id, handle, valid_from, valid_to)
      SELECT a.id, a.handle, coalesce((SELECT max(h.valid_to) FROM account_handle h WHERE h.account_id = a.id), a.created_at), now()
      FROM account a WHERE a.id = ${account.id}::uuid`;
  }
  await tx.$executeRaw`
    UPDATE account SET handle = ${to.handle}, handle_key = ${to.key}, profile_url = ${to.profileUrl}, is_current = true WHERE id = ${account.id}::uuid`;
}
