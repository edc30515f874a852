-- The private page of the person whose photos were used. Made with her consent under a mandate that stands, opened by a code that is
-- handed over by hand. Nothing is ever sent to her, and there is no column for a name, an address or a word of hers.

CREATE TABLE told_page (
  id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  mandate_id    uuid NOT NULL REFERENCES mandate (id),
  -- A keyed digest; the code itself is kept nowhere.
  code_hash     text UNIQUE,
  code_made_at  timestamptz NOT NULL DEFAULT now(),
  -- Who said yes to it, how, and on which day.
  consent_by    text NOT NULL CHECK (consent_by IN ('person', 'representative')),
  consent_how   text NOT NULL CHECK (consent_how IN ('in_person', 'call', 'message', 'association')),
  consent_on    date NOT NULL,
  opened_by     uuid NOT NULL REFERENCES "user" (id),
  opened_at     timestamptz NOT NULL DEFAULT now(),
  ended_at      timestamptz,
  ended_because text CHECK (ended_because IN ('stopped', 'desk', 'mandate')),
  -- She came back to the desk by herself after she had asked it to stop.
  resumed_at    timestamptz,
  resumed_by    uuid REFERENCES "user" (id),
  CHECK ((ended_at IS NULL) = (ended_because IS NULL) AND (ended_at IS NULL) = (code_hash IS NOT NULL)),
  CHECK ((resumed_at IS NULL) = (resumed_by IS NULL) AND (resumed_at IS NULL OR ended_because = 'stopped'))
);
CREATE UNIQUE INDEX told_page_open ON told_page (mandate_id) WHERE ended_at IS NULL;
CREATE INDEX told_page_mandate ON told_page (mandate_id);
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON told_page FOR EACH ROW
  EXECUTE FUNCTION write_audit_entry('none', 'key_unused', '', 'id', 'code_hash,consent_by,consent_how,consent_on', '');
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON told_page FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();

-- An open visit, and nothing of it once it is over: no trail, no time of entry, no place.
CREATE TABLE told_session (
  token_hash text PRIMARY KEY,
  page_id    uuid NOT NULL REFERENCES told_page (id) ON DELETE CASCADE,
  -- Moves with every look at the page, up to the second instant.
  expires_at timestamptz NOT NULL,
  ends_at    timestamptz NOT NULL
);
CREATE INDEX told_session_page ON told_session (page_id);

-- Opened under a mandate that stands and that nobody ends meanwhile; what has ended opens nothing again.
CREATE FUNCTION keep_told_page() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM 1 FROM mandate m WHERE m.id = NEW.mandate_id AND m.status = 'verified' AND (m.expires_at IS NULL OR m.expires_at > now()) FOR SHARE;
    IF NOT FOUND THEN RAISE EXCEPTION 'demasque: a private page needs a mandate that stands'; END IF;
  ELSIF OLD.ended_at IS NOT NULL AND (NEW.ended_at, NEW.ended_because, NEW.code_hash) IS DISTINCT FROM (OLD.ended_at, OLD.ended_because, OLD.code_hash) THEN
    RAISE EXCEPTION 'demasque: private page % has ended and stays so', OLD.id;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER kept BEFORE INSERT OR UPDATE ON told_page FOR EACH ROW EXECUTE FUNCTION keep_told_page();

-- With another code, or at its end, every visit is over in that very transaction.
CREATE FUNCTION end_told_visits() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  DELETE FROM told_session WHERE page_id = NEW.id;
  RETURN NULL;
END
$$;
CREATE TRIGGER visits_end AFTER UPDATE ON told_page FOR EACH ROW
  WHEN (OLD.code_hash IS DISTINCT FROM NEW.code_hash) EXECUTE FUNCTION end_told_visits();

-- A mandate that is withdrawn takes its page along, whichever way it was withdrawn.
CREATE FUNCTION end_told_pages() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE told_page SET ended_at = now(), ended_because = 'mandate', code_hash = NULL WHERE mandate_id = NEW.id AND ended_at IS NULL;
  RETURN NULL;
END
$$;
CREATE TRIGGER told_pages_end AFTER UPDATE ON mandate FOR EACH ROW
  WHEN (NEW.status = 'withdrawn' AND OLD.status <> 'withdrawn') EXECUTE FUNCTION end_told_pages();

-- When the person behind these mandates asked not to be contacted any more: under one of them, or under another that names the same
-- account of hers. Null where she did not, or came back by herself since.
CREATE FUNCTION contact_stopped_at(mandates uuid[]) RETURNS timestamptz LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT max(p.ended_at) FROM told_page p JOIN mandate hers ON hers.id = p.mandate_id
   WHERE p.ended_because = 'stopped' AND p.resumed_at IS NULL AND EXISTS (
     SELECT 1 FROM mandate m WHERE m.id = ANY (mandates) AND (m.id = hers.id
        OR (m.handle_key = hers.handle_key AND m.platform_id IS NOT DISTINCT FROM hers.platform_id)))
$$;
