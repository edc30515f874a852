-- Recipients of every kind, mail that leaves by itself, the ledger of what became of notices, and the one message to the person whose
-- photos were used.

-- ───────────────────────────── recipients ─────────────────────────────

-- A desk belongs to a platform, or to somebody else whom a notice can go to: then it names them.
ALTER TABLE channel ALTER COLUMN platform_id DROP NOT NULL;
ALTER TABLE channel ADD COLUMN recipient_kind text NOT NULL DEFAULT 'platform' CHECK (recipient_kind IN
  ('platform', 'host', 'registrar', 'shortener', 'link_hub', 'payment', 'authority', 'association', 'cert', 'safe_browsing'));
ALTER TABLE channel ADD COLUMN recipient text NOT NULL DEFAULT '' CHECK (length(recipient) <= 120);
-- What the desk asks for: names of lib/domain/notices/recipients.ts.
ALTER TABLE channel ADD COLUMN wants text[] NOT NULL DEFAULT '{}';
-- Some take calls or messages only.
ALTER TABLE channel DROP CONSTRAINT channel_kind_check;
ALTER TABLE channel ADD CONSTRAINT channel_kind_check CHECK (kind IN ('form', 'email', 'in_app', 'api', 'phone'));
ALTER TABLE channel ADD CONSTRAINT channel_of_somebody CHECK ((recipient_kind = 'platform') = (platform_id IS NOT NULL));

-- Where a desk has no mailbox of its own (the host of one domain): the one found for this notice, and whose it is.
ALTER TABLE notice ADD COLUMN addressed_to text NOT NULL DEFAULT '' CHECK (length(addressed_to) <= 254);
ALTER TABLE notice ADD COLUMN addressed_name text NOT NULL DEFAULT '' CHECK (length(addressed_name) <= 120);

-- ───────────────────────────── mail ─────────────────────────────

-- A notice that a person told the desk to mail. The frozen bytes leave once: a worker first writes that it is sending, and whatever
-- it finds in that state later may have left, so that it asks a person instead of sending again.
CREATE TABLE notice_delivery (
  notice_id   uuid PRIMARY KEY REFERENCES notice (id),
  mailbox     text NOT NULL CHECK (length(mailbox) BETWEEN 3 AND 254),
  message_id  text NOT NULL,
  state       text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sending', 'sent', 'perhaps_sent', 'failed', 'cancelled')),
  asked_by    uuid NOT NULL REFERENCES "user",
  asked_at    timestamptz NOT NULL DEFAULT now(),
  attempts    integer NOT NULL DEFAULT 0,
  next_at     timestamptz NOT NULL DEFAULT now(),
  -- Which worker's try it is; only that try may say how it went.
  claim       uuid,
  claimed_at  timestamptz,
  sent_at     timestamptz,
  -- A stable marker for why it did not leave.
  failure     text,
  -- What the server said, as a number; never its text.
  response    integer
);
CREATE INDEX notice_delivery_due ON notice_delivery (next_at) WHERE state = 'waiting';
CREATE INDEX notice_delivery_open ON notice_delivery (claimed_at) WHERE state = 'sending';
CREATE INDEX notice_delivery_asks ON notice_delivery (state) WHERE state IN ('perhaps_sent', 'failed');
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON notice_delivery FOR EACH ROW
  EXECUTE FUNCTION write_audit_entry('none', 'key_unused', '', 'notice_id', 'mailbox,message_id', 'attempts,next_at,claim,claimed_at');
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON notice_delivery FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();

-- What left, or may have left, does not wait again but by a person's word.
CREATE FUNCTION keep_delivery() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF OLD.state IN ('sent', 'cancelled') AND NEW.state <> OLD.state THEN
    RAISE EXCEPTION 'demasque: a delivery that has ended stays as it is';
  END IF;
  IF OLD.state = 'perhaps_sent' AND NEW.state = 'waiting' AND current_setting('demasque.actor', true) NOT LIKE 'user:%' THEN
    RAISE EXCEPTION 'demasque: what may have left is sent again by a person only';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER delivery_rules BEFORE UPDATE ON notice_delivery FOR EACH ROW EXECUTE FUNCTION keep_delivery();

-- ───────────────────────────── the ledger ─────────────────────────────

ALTER TABLE notice_event DROP CONSTRAINT notice_event_kind_check;
ALTER TABLE notice_event ADD CONSTRAINT notice_event_kind_check CHECK (kind IN
  ('sent', 'received', 'answered', 'verified_gone', 'still_there', 'came_back', 'complaint', 'out_of_court', 'coordinator'));
ALTER TABLE notice_case ADD COLUMN came_back_at timestamptz;
ALTER TABLE notice_case ADD COLUMN complained_at timestamptz;
ALTER TABLE notice_case ADD COLUMN out_of_court_at timestamptz;
ALTER TABLE notice_case ADD COLUMN coordinator_at timestamptz;
-- What was told about it last, so that nobody is told of one deadline every day.
ALTER TABLE notice_case ADD COLUMN reminded_of text;
CREATE INDEX notice_case_complaint ON notice_case (complaint_deadline) WHERE complaint_deadline IS NOT NULL;

-- Each (notice, case) as the figures count it: written with what it counts, read by one index alone. `is_hidden`: the case is in the
-- safety lane or was found authentic, and is counted nowhere.
CREATE TABLE ledger_line (
  notice_id      uuid NOT NULL,
  case_id        uuid NOT NULL,
  platform_id    text NOT NULL,
  track          text NOT NULL,
  channel_id     text NOT NULL,
  recipient_kind text NOT NULL,
  sent_by        uuid,
  sent_at        timestamptz NOT NULL,
  received_at    timestamptz,
  answered_at    timestamptz,
  removed_at     timestamptz,
  returned_at    timestamptz,
  outcome        text,
  is_hidden      boolean NOT NULL DEFAULT false,
  PRIMARY KEY (notice_id, case_id)
);
CREATE INDEX ledger_line_case ON ledger_line (case_id);
CREATE INDEX ledger_line_figures ON ledger_line (sent_at, platform_id, track)
  INCLUDE (recipient_kind, received_at, answered_at, removed_at, returned_at, outcome) WHERE NOT is_hidden;
CREATE INDEX ledger_line_channel ON ledger_line (channel_id, sent_at) INCLUDE (received_at, answered_at) WHERE NOT is_hidden;

CREATE FUNCTION write_ledger_lines(the_notice uuid, the_case uuid) RETURNS void LANGUAGE sql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO ledger_line (notice_id, case_id, platform_id, track, channel_id, recipient_kind, sent_by, sent_at, received_at, answered_at,
                           removed_at, returned_at, outcome, is_hidden)
  SELECT n.id, c.id, n.platform_id, c.track, n.channel_id, ch.recipient_kind, n.sent_by, n.sent_at, n.received_at,
         CASE WHEN nc.outcome IN ('no_answer', 'verified_gone') THEN NULL ELSE nc.informed_on END,
         CASE WHEN nc.outcome IN ('account_removed', 'account_suspended', 'content_removed', 'restricted', 'back_again')
                THEN coalesce(nc.informed_on, nc.verified_gone_at)
              WHEN nc.outcome IN ('verified_gone', 'already_gone') THEN coalesce(nc.verified_gone_at, nc.informed_on) END,
         nc.came_back_at, nc.outcome, c.state IN ('safeguarding', 'authentic')
    FROM notice_case nc JOIN notice n ON n.id = nc.notice_id JOIN channel ch ON ch.id = n.channel_id JOIN "case" c ON c.id = nc.case_id
   WHERE nc.notice_id = the_notice AND (the_case IS NULL OR nc.case_id = the_case) AND n.sent_at IS NOT NULL
     AND n.state IN ('sent', 'received', 'answered', 'imported')
  ON CONFLICT (notice_id, case_id) DO UPDATE SET received_at = excluded.received_at, answered_at = excluded.answered_at,
    removed_at = excluded.removed_at, returned_at = excluded.returned_at, outcome = excluded.outcome, track = excluded.track,
    is_hidden = excluded.is_hidden
$$;
CREATE FUNCTION follow_notice() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_TABLE_NAME = 'notice' THEN PERFORM write_ledger_lines(NEW.id, NULL);
  ELSE PERFORM write_ledger_lines(NEW.notice_id, NEW.case_id);
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER ledger_notice AFTER UPDATE ON notice FOR EACH ROW
  WHEN (NEW.state <> 'draft' AND (OLD.state, OLD.received_at) IS DISTINCT FROM (NEW.state, NEW.received_at)) EXECUTE FUNCTION follow_notice();
CREATE TRIGGER ledger_case_line AFTER INSERT OR UPDATE ON notice_case FOR EACH ROW EXECUTE FUNCTION follow_notice();

-- A case that goes into the lane is counted no more, and again when it comes out.
CREATE FUNCTION hide_ledger_lines() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE ledger_line SET is_hidden = NEW.state IN ('safeguarding', 'authentic'), track = NEW.track WHERE case_id = NEW.id;
  RETURN NULL;
END
$$;
CREATE TRIGGER ledger_hides AFTER UPDATE ON "case" FOR EACH ROW
  WHEN ((OLD.state IN ('safeguarding', 'authentic')) <> (NEW.state IN ('safeguarding', 'authentic')) OR OLD.track IS DISTINCT FROM NEW.track)
  EXECUTE FUNCTION hide_ledger_lines();

-- A successor says that its predecessor's account came back; one that opens in the lane says nothing.
CREATE FUNCTION note_return() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  WITH came AS (
    UPDATE notice_case nc SET came_back_at = now()
      FROM notice n JOIN channel ch ON ch.id = n.channel_id
     WHERE nc.case_id = NEW.predecessor_id AND n.id = nc.notice_id AND ch.recipient_kind IN ('platform', 'authority') AND n.state IN ('sent', 'received', 'answered', 'imported')
       AND nc.came_back_at IS NULL
       AND (nc.verified_gone_at IS NOT NULL OR nc.outcome IN ('account_removed', 'account_suspended', 'content_removed', 'verified_gone', 'already_gone'))
    RETURNING nc.notice_id, nc.case_id)
  INSERT INTO notice_event (notice_id, case_id, kind, happened_at) SELECT notice_id, case_id, 'came_back', now() FROM came;
  RETURN NULL;
END
$$;
CREATE TRIGGER ledger_returns AFTER INSERT ON "case" FOR EACH ROW
  WHEN (NEW.predecessor_id IS NOT NULL AND NEW.state <> 'safeguarding') EXECUTE FUNCTION note_return();
REVOKE ALL ON FUNCTION write_ledger_lines(uuid, uuid) FROM PUBLIC;

-- In how many days a desk usually answers: the median of its newest answers, at least a day; fourteen where it has given fewer than
-- five. Only the newest lines are looked at, so that it costs the same at any size.
CREATE FUNCTION desk_answer_days(the_channel text) RETURNS integer LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE WHEN count(*) >= 5
              THEN greatest(1, round(extract(epoch FROM percentile_cont(0.5) WITHIN GROUP (ORDER BY answered_at - sent_at)) / 86400))::integer
              ELSE 14 END
    FROM (SELECT sent_at, answered_at FROM ledger_line WHERE channel_id = the_channel AND NOT is_hidden ORDER BY sent_at DESC LIMIT 1000) newest
   WHERE answered_at >= sent_at
$$;

-- ───────────────────────────── the impersonated person ─────────────────────────────

-- The one neutral message to the authentic creator of a case without mandate: by hand, once.
CREATE TABLE first_contact (
  case_id  uuid PRIMARY KEY REFERENCES "case" (id),
  language text NOT NULL CHECK (language IN ('fr', 'en')),
  done_by  uuid NOT NULL REFERENCES "user",
  done_at  timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON first_contact FOR EACH ROW
  EXECUTE FUNCTION write_audit_entry('case', 'case_id', 'case_id', 'case_id', '', '');
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON first_contact FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
CREATE TRIGGER open_case_only BEFORE INSERT ON first_contact FOR EACH ROW EXECUTE FUNCTION refuse_closed_evidence();
