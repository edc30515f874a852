-- The desk's own accounts at services that take reports from programs, and such reports in the outbox of notices.

CREATE TABLE report_account (
  id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  service       text NOT NULL CHECK (service IN ('atproto', 'mastodon')),
  -- Where the account lives, scheme and host alone.
  address       text NOT NULL CHECK (length(address) BETWEEN 8 AND 300),
  host          text NOT NULL CHECK (length(host) BETWEEN 1 AND 253),
  -- Its name over there; a Mastodon token says by itself whose it is.
  identifier    text NOT NULL DEFAULT '' CHECK (length(identifier) <= 253),
  -- Which moderation service the account's server passes reports on to.
  moderation    text NOT NULL DEFAULT '' CHECK (length(moderation) <= 300),
  -- Sealed with the master key; never in the trail, and gone with the account.
  secret        bytea,
  -- Counts the secrets, so that a replacement is a change that the trail tells.
  secret_number integer NOT NULL DEFAULT 1,
  created_by    uuid REFERENCES "user",
  created_at    timestamptz NOT NULL DEFAULT now(),
  ended_at      timestamptz,
  CHECK (service <> 'atproto' OR (identifier <> '' AND moderation <> '')),
  CHECK ((ended_at IS NULL) = (secret IS NOT NULL))
);
-- One for the service as a whole, or one on each server.
CREATE UNIQUE INDEX report_account_one ON report_account (service, (CASE WHEN service = 'mastodon' THEN host ELSE '' END)) WHERE ended_at IS NULL;
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON report_account FOR EACH ROW
  EXECUTE FUNCTION write_audit_entry('none', 'key_unused', '', 'id', 'address,host,identifier,moderation', 'secret');
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON report_account FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();

-- A notice that leaves by mail is one message; one that leaves by a service's interface is a report for each of its accounts, each
-- with its own outcome. `position`: which report of the frozen document.
ALTER TABLE notice_delivery DROP CONSTRAINT notice_delivery_pkey;
ALTER TABLE notice_delivery
  ADD COLUMN id        uuid NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY,
  ADD COLUMN method    text NOT NULL DEFAULT 'mail' CHECK (method IN ('mail', 'atproto', 'mastodon')),
  ADD COLUMN case_id   uuid REFERENCES "case" (id),
  ADD COLUMN position  integer CHECK (position >= 0),
  ADD COLUMN host      text CHECK (length(host) <= 253),
  -- The number that the service gave it.
  ADD COLUMN reference text NOT NULL DEFAULT '' CHECK (length(reference) <= 200),
  ALTER COLUMN mailbox DROP NOT NULL,
  ALTER COLUMN message_id DROP NOT NULL,
  ADD CHECK (CASE WHEN method = 'mail' THEN mailbox IS NOT NULL AND message_id IS NOT NULL AND case_id IS NULL
                  ELSE mailbox IS NULL AND case_id IS NOT NULL AND position IS NOT NULL AND host IS NOT NULL END);
CREATE UNIQUE INDEX notice_delivery_mail ON notice_delivery (notice_id) WHERE case_id IS NULL;
CREATE UNIQUE INDEX notice_delivery_report ON notice_delivery (notice_id, case_id) WHERE case_id IS NOT NULL;
CREATE INDEX notice_delivery_case ON notice_delivery (case_id) WHERE case_id IS NOT NULL;
-- A report belongs to its case, in the trail as elsewhere; a mail to none alone.
DROP TRIGGER audited ON notice_delivery;
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON notice_delivery FOR EACH ROW
  EXECUTE FUNCTION write_audit_entry('case', 'case_id', 'case_id', 'id', 'mailbox,message_id,host,reference', 'attempts,next_at,claim,claimed_at');

-- What is erased here leaves no number by which it could be found over there.
CREATE FUNCTION forget_reports() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE notice_delivery SET host = '', reference = '' WHERE case_id = NEW.id;
  RETURN NULL;
END
$$;
CREATE TRIGGER forgets_reports AFTER UPDATE ON "case" FOR EACH ROW
  WHEN (NEW.state = 'erased' AND OLD.state <> 'erased') EXECUTE FUNCTION forget_reports();
