-- Redirect traces: where a link of an account led, as text. Written once, by a person's click; never changed.

CREATE TABLE redirect_trace (
  id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  case_id        uuid NOT NULL REFERENCES "case" (id),
  started_by     uuid REFERENCES "user" (id),
  started_at     timestamptz NOT NULL,
  ended_at       timestamptz NOT NULL CHECK (ended_at >= started_at),
  -- As it was typed.
  asked          text NOT NULL CHECK (length(asked) BETWEEN 1 AND 8192),
  -- In the shape of lib/domain/traces/trace.ts.
  hops           jsonb NOT NULL CHECK (jsonb_typeof(hops) = 'array' AND jsonb_array_length(hops) BETWEEN 1 AND 100),
  -- The last address that answered, and its registrable domain; none where nothing did.
  final_url      text CHECK (length(final_url) <= 16384),
  landing_domain text CHECK (length(landing_domain) <= 253),
  -- A word of lib/domain/traces/trace.ts.
  ended_because  text NOT NULL CHECK (ended_because ~ '^[a-z_]{1,40}$')
);
CREATE INDEX redirect_trace_case ON redirect_trace (case_id, started_at DESC, id);
CREATE TRIGGER open_case BEFORE INSERT ON redirect_trace FOR EACH ROW EXECUTE FUNCTION refuse_closed_evidence();
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON redirect_trace FOR EACH ROW
  EXECUTE FUNCTION write_audit_entry('case', 'case_id', 'case_id', 'id', 'asked,hops,final_url,landing_domain', '');
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON redirect_trace FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();

-- Where the traces of a case in the safety lane are: the application's role has no right of any kind here.
CREATE TABLE locked_redirect_trace (
  id             uuid PRIMARY KEY,
  case_id        uuid NOT NULL,
  started_by     uuid,
  started_at     timestamptz NOT NULL,
  ended_at       timestamptz NOT NULL,
  asked          text NOT NULL,
  hops           jsonb NOT NULL,
  final_url      text,
  landing_domain text,
  ended_because  text NOT NULL
);
CREATE INDEX locked_redirect_trace_case ON locked_redirect_trace (case_id);
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON locked_redirect_trace FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();

-- The traces follow their case in the statement that moves it: locked with the lane, back when it leaves, gone for good with a
-- purge or an erasure.
CREATE FUNCTION move_redirect_traces() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.state = 'erased' OR (NEW.evidence_purged_at IS NOT NULL AND NEW.evidence_purged_at IS DISTINCT FROM OLD.evidence_purged_at) THEN
    DELETE FROM redirect_trace WHERE case_id = NEW.id;
    DELETE FROM locked_redirect_trace WHERE case_id = NEW.id;
  ELSIF NEW.state = 'safeguarding' THEN
    WITH moved AS (DELETE FROM redirect_trace WHERE case_id = NEW.id RETURNING *)
    INSERT INTO locked_redirect_trace (id, case_id, started_by, started_at, ended_at, asked, hops, final_url, landing_domain, ended_because)
    SELECT id, case_id, started_by, started_at, ended_at, asked, hops, final_url, landing_domain, ended_because FROM moved;
  ELSIF OLD.state = 'safeguarding' THEN
    WITH moved AS (DELETE FROM locked_redirect_trace WHERE case_id = NEW.id RETURNING *)
    INSERT INTO redirect_trace (id, case_id, started_by, started_at, ended_at, asked, hops, final_url, landing_domain, ended_because)
    SELECT id, case_id, started_by, started_at, ended_at, asked, hops, final_url, landing_domain, ended_because FROM moved;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER lane_redirect_traces AFTER UPDATE ON "case" FOR EACH ROW
  WHEN (OLD.state IS DISTINCT FROM NEW.state OR OLD.evidence_purged_at IS DISTINCT FROM NEW.evidence_purged_at)
  EXECUTE FUNCTION move_redirect_traces();
