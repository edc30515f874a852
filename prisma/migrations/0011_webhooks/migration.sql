-- Programs of others that are told what becomes of cases and notices. Told are references: a number, a state, an event, a time.

CREATE TABLE webhook (
  id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name            text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  url             text NOT NULL CHECK (length(url) BETWEEN 1 AND 2000),
  -- Names of lib/domain/webhook-events.ts.
  events          text[] NOT NULL CHECK (cardinality(events) BETWEEN 1 AND 50),
  -- Sealed with the master key; never in the trail. The one before it signs as well until it runs out.
  secret          bytea NOT NULL,
  earlier_secret  bytea,
  earlier_until   timestamptz,
  -- Counts the secrets, so that a rotation is a change that the trail tells.
  secret_number   integer NOT NULL DEFAULT 1,
  is_active       boolean NOT NULL DEFAULT true,
  -- Why it is off: by somebody's hand, or because too many deliveries were given up.
  off_because     text CHECK (off_because IN ('by_hand', 'given_up')),
  created_by      uuid REFERENCES "user",
  created_at      timestamptz NOT NULL DEFAULT now(),
  ended_at        timestamptz,
  -- How it has gone of late: no changes of state.
  given_up_in_row integer NOT NULL DEFAULT 0,
  failed_in_row   integer NOT NULL DEFAULT 0,
  rests_until     timestamptz
);
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON webhook FOR EACH ROW
  EXECUTE FUNCTION write_audit_entry('none', 'key_unused', '', 'id', 'name,url',
    'secret,earlier_secret,earlier_until,given_up_in_row,failed_in_row,rests_until');
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON webhook FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();

-- What is to be told to whom, written in the transaction of the change itself: neither lost with a process nor told of a change
-- that was rolled back. Also the log of deliveries, for thirty days after their end.
CREATE TABLE webhook_delivery (
  id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  webhook_id    uuid NOT NULL REFERENCES webhook (id),
  event         text NOT NULL,
  case_number   bigint,
  notice_number bigint,
  state         text,
  version       integer,
  happened_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  status        text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'delivered', 'given_up', 'cancelled')),
  attempts      integer NOT NULL DEFAULT 0,
  -- While it waits: when it is tried next. Whoever tries it moves this first, so that no two do and a killed one is followed.
  next_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
  attempted_at  timestamptz,
  response      integer,
  failure       text
);
CREATE INDEX webhook_delivery_due ON webhook_delivery (webhook_id, next_at) WHERE status = 'waiting';
CREATE INDEX webhook_delivery_log ON webhook_delivery (webhook_id, happened_at DESC, id DESC);

-- Nothing is told of the safety lane, of what comes out of it, of drafts, nor that an account was found authentic.
CREATE FUNCTION tell_of_case() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  told text := 'case.' || CASE WHEN TG_OP = 'INSERT' OR (OLD.state = 'draft' AND NEW.state = 'open') THEN 'opened'
                               WHEN OLD.state IN ('in_review', 'second_opinion') AND NEW.state IN ('open', 'reopened') THEN 'returned'
                               ELSE NEW.state END;
BEGIN
  INSERT INTO webhook_delivery (webhook_id, event, case_number, state, version)
  SELECT w.id, told, NEW.number, NEW.state, NEW.version FROM webhook w WHERE w.is_active AND told = ANY (w.events);
  RETURN NULL;
END
$$;
CREATE TRIGGER told_insert AFTER INSERT ON "case" FOR EACH ROW
  WHEN (NEW.state NOT IN ('draft', 'safeguarding', 'authentic')) EXECUTE FUNCTION tell_of_case();
CREATE TRIGGER told_update AFTER UPDATE ON "case" FOR EACH ROW
  WHEN (OLD.state IS DISTINCT FROM NEW.state AND OLD.state <> 'safeguarding'
        AND NEW.state NOT IN ('draft', 'safeguarding', 'authentic')) EXECUTE FUNCTION tell_of_case();

-- A notice is told by its number alone; its cases are told by their own events. One whose every case went into the lane is not told.
CREATE FUNCTION tell_of_notice(the_notice uuid, told text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO webhook_delivery (webhook_id, event, notice_number, state, version)
  SELECT w.id, told, n.number, n.state, n.version
    FROM webhook w, notice n
   WHERE n.id = the_notice AND w.is_active AND told = ANY (w.events)
     AND EXISTS (SELECT 1 FROM notice_case nc JOIN "case" c ON c.id = nc.case_id WHERE nc.notice_id = n.id AND c.state <> 'safeguarding');
END
$$;
CREATE FUNCTION tell_of_notice_row() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_TABLE_NAME = 'notice' THEN PERFORM tell_of_notice(NEW.id, 'notice.' || NEW.state);
  ELSE PERFORM tell_of_notice(NEW.notice_id, 'notice.verified_gone');
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER told_update AFTER UPDATE ON notice FOR EACH ROW
  WHEN (OLD.state IS DISTINCT FROM NEW.state AND NEW.state IN ('sent', 'received', 'answered')) EXECUTE FUNCTION tell_of_notice_row();
CREATE TRIGGER told_insert AFTER INSERT ON notice_event FOR EACH ROW
  WHEN (NEW.kind = 'verified_gone') EXECUTE FUNCTION tell_of_notice_row();
REVOKE ALL ON FUNCTION tell_of_notice(uuid, text) FROM PUBLIC;

-- Drops what ended more than thirty days ago. Run by the sweeper; the application's role may delete nothing here itself.
CREATE FUNCTION sweep_webhook_deliveries() RETURNS integer LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH gone AS (
    DELETE FROM webhook_delivery WHERE id IN (
      SELECT id FROM webhook_delivery WHERE status <> 'waiting' AND happened_at < now() - interval '30 days'
         AND coalesce(attempted_at, happened_at) < now() - interval '30 days' LIMIT 50000)
    RETURNING 1)
  SELECT count(*)::integer FROM gone
$$;

-- What a person has sent, for the figures on their own work.
CREATE INDEX notice_sent_by ON notice (sent_by, sent_at) WHERE sent_by IS NOT NULL;
