-- The tree over the trail (RFC 6962), kept in tiles; its signed heads; who signs and who witnesses them. What the sealer writes goes
-- through one function of the owner's: the application's role has no INSERT, UPDATE or DELETE on leaves, tiles and checkpoints.

-- One log after another: a restored backup starts a new one, which quotes the last known head of the one before.
CREATE TABLE audit_log (
  number            smallint PRIMARY KEY,
  -- "<host>/<random id>": the first line of every checkpoint and the name of the key that signs it.
  origin            text NOT NULL UNIQUE CHECK (origin ~ '^[a-z0-9.:-]+/[a-z0-9]+$'),
  quoted_checkpoint text,
  created_at        timestamptz NOT NULL DEFAULT now()
);

-- The public keys that signed for a log, each but the first with the statement of the one before.
CREATE TABLE audit_key (
  vkey       text PRIMARY KEY,
  log        smallint NOT NULL REFERENCES audit_log,
  statement  text,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE audit_leaf (
  log       smallint NOT NULL REFERENCES audit_log,
  index     bigint NOT NULL,
  entry_id  bigint NOT NULL UNIQUE,
  -- Whose secret commits to it: after an erasure this tells which leaves have lost their body, and rightly so.
  unit_kind text NOT NULL,
  unit_id   uuid,
  hash      bytea NOT NULL,
  bytes     bytea NOT NULL,
  PRIMARY KEY (log, index)
);
-- Digests do not compress; trying to would only cost time.
ALTER TABLE audit_leaf ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- Tile (level, index) holds up to 256 hashes of height 8 × level, one after the other; tiles at the right edge grow.
CREATE TABLE audit_tile (
  log    smallint NOT NULL REFERENCES audit_log,
  level  smallint NOT NULL,
  index  bigint NOT NULL,
  hashes bytea NOT NULL CHECK (length(hashes) BETWEEN 32 AND 8192 AND length(hashes) % 32 = 0),
  PRIMARY KEY (log, level, index)
);

CREATE TABLE audit_checkpoint (
  log       smallint NOT NULL REFERENCES audit_log,
  size      bigint NOT NULL CHECK (size > 0),
  root      bytea NOT NULL CHECK (length(root) = 32),
  note      text NOT NULL,
  signed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (log, size)
);

-- Other teams that are sent the checkpoints, and may sign that they saw them.
CREATE TABLE witness (
  id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name         text NOT NULL,
  kind         text NOT NULL CHECK (kind IN ('file', 'email', 'webhook')),
  -- A path below the data folder's "witness", an e-mail address, or an https address.
  target       text NOT NULL,
  -- Their key (signature type 4), where they sign.
  vkey         text UNIQUE,
  is_active    boolean NOT NULL DEFAULT true,
  created_by   uuid REFERENCES "user",
  created_at   timestamptz NOT NULL DEFAULT now(),
  -- What they were last sent, and how the last attempt went: no changes of state.
  sent_log     smallint,
  sent_size    bigint,
  sent_at      timestamptz,
  attempted_at timestamptz,
  failure      text
);

CREATE TABLE audit_cosignature (
  log        smallint NOT NULL,
  size       bigint NOT NULL,
  vkey       text NOT NULL,
  -- The witness's line of the signed note.
  line       text NOT NULL,
  stated_at  timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (log, size, vkey),
  FOREIGN KEY (log, size) REFERENCES audit_checkpoint
);

-- What verifications found; the newest is on the audit screen and in the health report.
CREATE TABLE audit_verification (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  started_at    timestamptz NOT NULL,
  finished_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  is_deep       boolean NOT NULL,
  entries       bigint NOT NULL,
  problem_count bigint NOT NULL,
  -- The first of them: [{"id", "problem"}].
  problems      jsonb NOT NULL
);

DO $append_only$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['audit_log', 'audit_key', 'audit_leaf', 'audit_checkpoint', 'audit_cosignature', 'audit_verification'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()', t);
    EXECUTE format('CREATE TRIGGER never_truncated BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()', t);
  END LOOP;
END
$append_only$;

CREATE FUNCTION refuse_shrinking() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.log = OLD.log AND NEW.level = OLD.level AND NEW.index = OLD.index
     AND substr(NEW.hashes, 1, length(OLD.hashes)) = OLD.hashes THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'demasque: tile % of level % only grows', OLD.index, OLD.level;
END
$$;
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE ON audit_tile FOR EACH ROW EXECUTE FUNCTION refuse_shrinking();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON audit_tile FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();

-- Keys, logs and witnesses are changes of state like any other. A witness's address is somebody's: it is content.
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON audit_log FOR EACH ROW
  EXECUTE FUNCTION write_audit_entry('none', 'key_unused', '', 'number', '', '');
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON audit_key FOR EACH ROW
  EXECUTE FUNCTION write_audit_entry('none', 'key_unused', '', 'vkey', '', '');
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON witness FOR EACH ROW
  EXECUTE FUNCTION write_audit_entry('none', 'key_unused', '', 'id', 'name,target', 'sent_log,sent_size,sent_at,attempted_at,failure');
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON audit_cosignature FOR EACH ROW
  EXECUTE FUNCTION write_audit_entry('none', 'key_unused', '', 'log,size,vkey', '', '');

-- Entries as the sealer, the prover and the verifier read them: every field as text, and the secret that commits to them (null
-- when the unit was erased). The one way by which the application learns a secret.
CREATE FUNCTION trail_records(entry_ids bigint[])
RETURNS TABLE (id bigint, at text, actor text, action text, reason text, request_id text, operation text, subject_table text,
               subject_id text, case_id uuid, unit_kind text, unit_id uuid, is_lane boolean, changes jsonb, secret bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT e.id, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.actor, e.action, e.reason, e.request_id, e.operation,
         e.subject_table, e.subject_id, e.case_id, e.unit_kind, e.unit_id, e.is_lane, e.changes, s.secret
    FROM audit_entry e
    LEFT JOIN commitment_secret s ON s.unit_kind = e.unit_kind AND s.unit_id = coalesce(e.unit_id, '00000000-0000-0000-0000-000000000000')
   WHERE e.id = ANY (entry_ids)
   ORDER BY e.id
$$;

-- Puts leaves on the end of the tree, with the tiles that they change and the signed head. The caller holds the sealer's lock.
CREATE FUNCTION append_seal(the_log smallint, old_size bigint, entry_ids bigint[], leaves bytea[], levels smallint[], indexes bigint[],
                            tiles bytea[], new_root bytea, new_note text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  taken integer;
BEGIN
  IF the_log IS DISTINCT FROM (SELECT max(number) FROM audit_log) THEN RAISE EXCEPTION 'demasque: log % is closed', the_log; END IF;
  IF old_size IS DISTINCT FROM coalesce((SELECT max(size) FROM audit_checkpoint WHERE log = the_log), 0) THEN
    RAISE EXCEPTION 'demasque: the tree is not of size %', old_size USING ERRCODE = 'DM002';
  END IF;
  DELETE FROM audit_queue WHERE entry_id = ANY (entry_ids);
  GET DIAGNOSTICS taken = ROW_COUNT;
  IF taken <> cardinality(entry_ids) OR taken <> cardinality(leaves) THEN
    RAISE EXCEPTION 'demasque: an entry was sealed already, or is none' USING ERRCODE = 'DM002';
  END IF;
  INSERT INTO audit_leaf (log, index, entry_id, unit_kind, unit_id, hash, bytes)
  SELECT the_log, old_size + leaf.position - 1, leaf.entry_id, e.unit_kind, e.unit_id, sha256('\x00'::bytea || leaf.bytes), leaf.bytes
    FROM unnest(entry_ids, leaves) WITH ORDINALITY AS leaf (entry_id, bytes, position) JOIN audit_entry e ON e.id = leaf.entry_id;
  INSERT INTO audit_tile (log, level, index, hashes)
  SELECT the_log, tile.level, tile.index, tile.hashes FROM unnest(levels, indexes, tiles) AS tile (level, index, hashes)
  ON CONFLICT (log, level, index) DO UPDATE SET hashes = excluded.hashes;
  INSERT INTO audit_checkpoint (log, size, root, note) VALUES (the_log, old_size + taken, new_root, new_note);
END
$$;

-- Called by apply_grants.
CREATE FUNCTION apply_seal_grants(app_role text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  REVOKE ALL ON FUNCTION trail_records(bigint[]) FROM PUBLIC;
  REVOKE ALL ON FUNCTION append_seal(smallint, bigint, bigint[], bytea[], smallint[], bigint[], bytea[], bytea, text) FROM PUBLIC;
  REVOKE ALL ON FUNCTION apply_seal_grants(text) FROM PUBLIC;
  EXECUTE format('GRANT EXECUTE ON FUNCTION trail_records(bigint[]) TO %I', app_role);
  EXECUTE format('GRANT EXECUTE ON FUNCTION append_seal(smallint, bigint, bigint[], bytea[], smallint[], bigint[], bytea[], bytea, text) TO %I', app_role);
END
$$;
