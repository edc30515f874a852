-- One gesture about many cases: what is made of them is made by a worker, item by item.

CREATE TABLE batch (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id     uuid NOT NULL REFERENCES "user",
  -- Null until its owner has said what is to be made.
  kind        text CHECK (kind IN ('notices', 'bundles')),
  -- Which desk for which platform, or who is to read: codes and ids, never content.
  options     jsonb NOT NULL DEFAULT '{}',
  status      text NOT NULL DEFAULT 'planned' CHECK (status IN ('planned', 'running', 'cancelled', 'done', 'failed')),
  -- A stable marker for why it stopped.
  failure     text,
  created_at  timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  -- Until then what was made to be downloaded is kept.
  kept_until  timestamptz,
  -- When a worker may take it up: moved ahead while one is at it, so that one that was killed lets go of it by itself.
  next_at     timestamptz NOT NULL DEFAULT now(),
  CHECK (status = 'planned' OR kind IS NOT NULL OR status = 'cancelled')
);
CREATE INDEX batch_user ON batch (user_id, created_at DESC);
CREATE INDEX batch_due ON batch (next_at) WHERE status = 'running';
CREATE INDEX batch_kept ON batch (kept_until) WHERE kept_until IS NOT NULL;
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON batch FOR EACH ROW
  EXECUTE FUNCTION write_audit_entry('user', 'user_id', '', 'id', '', 'next_at,kept_until');
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON batch FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();

-- A case of the selection as it was frozen at the click, and what became of it. The trail has what was made, and need not say it twice.
CREATE TABLE batch_item (
  batch_id  uuid NOT NULL REFERENCES batch,
  position  integer NOT NULL,
  case_id   uuid NOT NULL REFERENCES "case",
  state     text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'failed', 'cancelled')),
  -- The reason of a refusal: a stable marker.
  reason    text,
  notice_id uuid REFERENCES notice,
  -- What was made to be downloaded, until it is taken away again.
  bundle    bytea,
  PRIMARY KEY (batch_id, position),
  UNIQUE (batch_id, case_id),
  CHECK ((state = 'failed') = (reason IS NOT NULL))
);
CREATE INDEX batch_item_case ON batch_item (case_id);
CREATE INDEX batch_item_notice ON batch_item (notice_id) WHERE notice_id IS NOT NULL;

-- A notice of the batch that its owner told the desk to mail, as it was when they said so.
CREATE TABLE batch_mail (
  batch_id  uuid NOT NULL REFERENCES batch,
  notice_id uuid NOT NULL REFERENCES notice,
  -- A notice that is another by then does not leave.
  version   integer NOT NULL,
  state     text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'failed', 'cancelled')),
  reason    text,
  PRIMARY KEY (batch_id, notice_id),
  CHECK ((state = 'failed') = (reason IS NOT NULL))
);

-- What was made stays as it was made: whoever comes second finds it done.
CREATE FUNCTION keep_batch_result() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF OLD.state = 'done' AND NEW.state <> 'done' THEN
    RAISE EXCEPTION 'demasque: what a batch has done is not done again';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER batch_item_rules BEFORE UPDATE ON batch_item FOR EACH ROW EXECUTE FUNCTION keep_batch_result();
CREATE TRIGGER batch_mail_rules BEFORE UPDATE ON batch_mail FOR EACH ROW EXECUTE FUNCTION keep_batch_result();

-- A case that goes into the safety lane, is erased or was found authentic takes its archives with it.
CREATE FUNCTION drop_batch_bundles() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE batch_item SET bundle = NULL WHERE case_id = NEW.id AND bundle IS NOT NULL;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION drop_batch_bundles() FROM PUBLIC;
CREATE TRIGGER batch_bundles_go AFTER UPDATE ON "case" FOR EACH ROW
  WHEN (NEW.state IN ('safeguarding', 'erased', 'authentic') AND OLD.state <> NEW.state) EXECUTE FUNCTION drop_batch_bundles();
