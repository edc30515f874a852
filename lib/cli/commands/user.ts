import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { exitCodes, UsageError } from "@/lib/cli/usage";
import type { OperatorActor } from "@/lib/domain/access/actor";
import { rolesSchema } from "@/lib/domain/access/person";
import { suspensionReasons } from "@/lib/domain/access/suspension";
import { can } from "@/lib/domain/access/policy";
import { env } from "@/lib/env";
import { findPerson } from "@/lib/queries/find-person";
import { listPeople } from "@/lib/queries/list-people";
import { routes } from "@/lib/routes";
import { resetSecondFactor } from "@/lib/usecases/reset-second-factor";
import { invitePerson } from "@/lib/usecases/invite-person";
import { signOutPeople } from "@/lib/usecases/sign-out-people";
import { suspendPerson } from "@/lib/usecases/suspend-person";

const print = (result: object) => process.stdout.write(`${JSON.stringify(result)}\n`);

interface Call {
  actor: OperatorActor;
  /** The words after the verb. */
  emails: string[];
  options: { role?: string[]; note?: string; as?: string; reason?: string; everybody?: boolean };
}

/** Each is done under the operator's name, which is what the trail will say. */
const verbs: Readonly<Record<string, (call: Call) => Promise<void>>> = {
  /** One line of JSON a person, without e-mail addresses, as on the screen. */
  list: async ({ actor, emails }) => {
    takeEmails(emails, 0);
    const { people, invitations } = await listPeople(actor);
    for (const { id, pseudonym, roles, status, lastSeenOn } of people)
      print({ id, pseudonym, roles, status, lastSeenOn });
    for (const { id, roles, note, invitedBy, expiresAt } of invitations)
      print({ invitation: id, roles, note, invitedBy, expiresAt });
  },

  invite: async ({ actor, emails, options }) => {
    takeEmails(emails, 0);
    const roles = rolesSchema.safeParse(options.role ?? []);
    if (!roles.success) throw new UsageError("Give the roles: --role volunteer, --role reviewer, …");
    const inviter = await findPerson(
      actor,
      options.as ?? missing("--as EMAIL of the administrator who answers for the invitation"),
    );
    const isAdmin = inviter.status === "active" && can({ ...actor, ...inviter, kind: "user" }, "person:invite");
    if (!isAdmin) throw new UsageError("--as: this person may not invite.");
    const { token, expiresAt } = await invitePerson(actor, {
      roles: roles.data,
      note: (options.note ?? "").slice(0, 80),
      inviterId: inviter.id,
    });
    print({ link: `${env().publicUrl}${routes.invitation(token)}`, roles: roles.data, expiresAt });
  },

  suspend: async ({ actor, emails, options }) => {
    const [email] = takeEmails(emails, 1);
    const reason = suspensionReasons.find((one) => one === options.reason);
    if (!reason) throw new UsageError(`--reason takes one of ${suspensionReasons.join(", ")}.`);
    const { id, pseudonym } = await findPerson(actor, email ?? "");
    print({ suspended: id, pseudonym, returned: await suspendPerson(actor, id, reason) });
  },

  /** For somebody who has lost telephone, passkeys and recovery codes. */
  "reset-second-factor": async ({ actor, emails }) => {
    const [email] = takeEmails(emails, 1);
    const { id, pseudonym } = await findPerson(actor, email ?? "");
    print({ reset: id, pseudonym, sessionsEnded: await resetSecondFactor(actor, id) });
  },

  "sign-out-all": async ({ actor, emails, options }) => {
    const [email] = takeEmails(emails, options.everybody === true ? 0 : 1);
    const person = email === undefined ? null : await findPerson(actor, email);
    print({ sessionsEnded: await signOutPeople(actor, person?.id ?? null) });
  },
};

/** `user list | invite | suspend | reset-second-factor | sign-out-all`: for whoever has the machine, when nobody can or may sign in. */
export async function user(words: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: {
      role: { type: "string", multiple: true },
      note: { type: "string" },
      as: { type: "string" },
      reason: { type: "string" },
      everybody: { type: "boolean" },
    },
  });
  const [name = "", ...emails] = positionals;
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (!verb) throw new UsageError(`Say what to do: ${Object.keys(verbs).join(", ")}.`);
  await verb({ actor: { kind: "operator", requestId: `cli-${randomUUID()}` }, emails, options: values });
  return exitCodes.ok;
}

function takeEmails(emails: string[], count: 0 | 1): string[] {
  if (emails.length !== count)
    throw new UsageError(count === 0 ? "No further words are taken here." : "Name one person by e-mail address.");
  return emails;
}

function missing(what: string): never {
  throw new UsageError(`Give ${what}.`);
}
