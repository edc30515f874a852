import "server-only";
import { mailServer } from "@/lib/adapters/mail-server";
import { nameAction } from "@/lib/db/change";
import type { Prisma, Tx } from "@/lib/db/client";
import { getPerson } from "@/lib/db/people";
import type { Actor } from "@/lib/domain/access/actor";
import type { Permission } from "@/lib/domain/access/permissions";
import type { ProposalKind, ProposalPayload } from "@/lib/domain/access/second-person";
import { roles as allRoles, type Role } from "@/lib/domain/case/vocabulary";
import { conflict, notFound } from "@/lib/domain/errors";
import { mailServerSetting } from "@/lib/domain/settings";
import { resetSecondFactorOf } from "./reset-second-factor";

/** How the subject of a proposal stands: what is confirmed is what was shown, so this is compared before anything is written. */
export interface Standing {
  seen: Prisma.InputJsonObject;
  /** What people call it. */
  about: string;
  /** The person it is about, if it is about one. */
  personId: string | null;
}

interface GuardedChange<Kind extends ProposalKind> {
  /** What the proposer must hold, then and still. */
  permission: Permission;
  /** Who is told besides the proposer, the subject and the administrators. */
  concerned: readonly Role[];
  /** @throws DomainError where there is nothing to change. */
  look: (tx: Tx, subject: string) => Promise<Standing>;
  apply: (tx: Tx, actor: Actor, subject: string, wanted: ProposalPayload<Kind>) => Promise<void>;
}

async function lookAtPerson(tx: Tx, id: string): Promise<Standing> {
  const { roles, status } = await getPerson(tx, id);
  if (status !== "active") throw conflict("person_suspended");
  const { pseudonym } = await tx.user.findUniqueOrThrow({ where: { id }, select: { pseudonym: true } });
  return { seen: { roles: [...roles].sort(), status }, about: pseudonym, personId: id };
}

/** The acts that wait for a second person, each in one place. The subject is locked by its look. */
export const guardedChanges: { [Kind in ProposalKind]: GuardedChange<Kind> } = {
  grant_rights: {
    permission: "person:set_roles",
    concerned: ["reviewer"],
    look: lookAtPerson,
    apply: async (tx, _actor, id, { roles }) => {
      const person = await getPerson(tx, id);
      await nameAction(tx, "person.roles_set");
      const held = allRoles.filter((role) => person.roles.includes(role) || roles.includes(role));
      await tx.user.update({ where: { id }, data: { roles: held } });
    },
  },
  reset_second_factor: {
    permission: "person:reset_factor",
    concerned: [],
    look: lookAtPerson,
    apply: async (tx, _actor, id) => {
      await resetSecondFactorOf(tx, id);
    },
  },
  channel_address: {
    permission: "platform:manage",
    concerned: ["reviewer"],
    look: async (tx, id) => {
      const [row] = await tx.$queryRaw<{ name: string; url: string | null; mailbox: string | null }[]>`
        SELECT name, url, mailbox FROM channel WHERE id = ${id} FOR UPDATE`;
      if (!row) throw notFound("channel");
      return { seen: { url: row.url, mailbox: row.mailbox }, about: row.name, personId: null };
    },
    apply: async (tx, _actor, id, { url, mailbox }) => {
      await nameAction(tx, "channel.address_changed");
      // Nobody has looked at the desk behind the new address yet.
      await tx.channel.update({ where: { id }, data: { url, mailbox, verifiedOn: null, verifiedBy: null } });
    },
  },
  mail_server: {
    permission: "setting:write",
    concerned: [],
    look: async (tx) => {
      const present = mailServer();
      if (present === null) throw conflict("mail_not_set_up");
      const kept = await tx.setting.findUnique({ where: { key: mailServerSetting } });
      return { seen: { present: present.digest, kept: kept?.value ?? null }, about: present.host, personId: null };
    },
    apply: async (tx, _actor, _subject, wanted) => {
      await nameAction(tx, "mail.server_confirmed");
      const value = { ...wanted };
      await tx.setting.upsert({
        where: { key: mailServerSetting },
        create: { key: mailServerSetting, value },
        update: { value, updatedAt: new Date() },
      });
    },
  },
};
