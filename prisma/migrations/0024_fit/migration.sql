-- Notices to whoever is told of no account; names that must not leave; what stays in a text although it is somebody else's.

-- The hosts that a notice is about, where its reader answers for these alone; and the names that a person listed as never to leave
-- with it. Neither stands in the trail.
ALTER TABLE notice ADD COLUMN about text[] NOT NULL DEFAULT '{}' CHECK (cardinality(about) <= 20);
ALTER TABLE notice ADD COLUMN withheld_names text[] NOT NULL DEFAULT '{}' CHECK (cardinality(withheld_names) <= 40);
DROP TRIGGER audited ON notice;
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON notice FOR EACH ROW
  EXECUTE FUNCTION write_audit_entry('user', 'prepared_by', '', 'id', 'explanation,rule_cited,notifier,about,withheld_names', '');

-- What left although it was flagged, by a person's word and for a reason in theirs. What it was stands in the frozen notice alone.
CREATE TABLE notice_kept (
  id        uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  notice_id uuid NOT NULL REFERENCES notice (id),
  kind      text NOT NULL CHECK (kind IN ('phone', 'email', 'iban', 'name')),
  field     text NOT NULL CHECK (field IN ('explanation', 'ruleCited')),
  position  integer NOT NULL CHECK (position >= 0),
  because   text NOT NULL CHECK (length(because) BETWEEN 10 AND 500),
  kept_by   uuid NOT NULL REFERENCES "user" (id),
  kept_at   timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX notice_kept_notice ON notice_kept (notice_id);
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON notice_kept FOR EACH ROW
  EXECUTE FUNCTION write_audit_entry('user', 'kept_by', '', 'id', 'because', '');
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON notice_kept FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
CREATE TRIGGER never_rewritten BEFORE UPDATE OR DELETE ON notice_kept FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
