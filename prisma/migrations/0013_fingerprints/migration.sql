-- Fingerprints of pictures (PDQ, 256 bits) of cases and of the fingerprint bank: kept together, found by one index, compared in one place.

CREATE TABLE fingerprint (
  id       uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  -- Whose it is: a case's, or a bank's (the banks come with a later migration).
  case_id  uuid REFERENCES "case",
  bank_id  uuid,
  kind     text NOT NULL CHECK (kind IN ('profile_picture', 'banner', 'mandated_image', 'stored_image', 'bank')),
  hash     bit(256) NOT NULL,
  -- Of the picture turned and mirrored, in the order of turnedFingerprintOf; none where a script gave the plain one alone.
  turned   bit(256)[] NOT NULL DEFAULT '{}' CHECK (cardinality(turned) IN (0, 7)),
  -- Below 50 the picture says too little: the fingerprint is kept and never compared.
  quality  smallint NOT NULL CHECK (quality BETWEEN 0 AND 100),
  added_by uuid REFERENCES "user",
  added_at timestamptz NOT NULL DEFAULT now(),
  -- The stored image (a later migration) that it is of, and goes with. No reference: in the lane the two are moved one after the other.
  image_id uuid,
  CONSTRAINT fingerprint_has_owner CHECK (num_nonnulls(case_id, bank_id) = 1 AND (kind = 'bank') = (bank_id IS NOT NULL)),
  CONSTRAINT fingerprint_has_image CHECK ((kind = 'stored_image') = (image_id IS NOT NULL))
);
-- The same picture stored twice has two: each goes with its own.
CREATE UNIQUE INDEX fingerprint_once ON fingerprint (case_id, kind, hash) WHERE case_id IS NOT NULL AND image_id IS NULL;
CREATE UNIQUE INDEX fingerprint_image ON fingerprint (image_id) WHERE image_id IS NOT NULL;
CREATE INDEX fingerprint_bank ON fingerprint (bank_id) WHERE bank_id IS NOT NULL;

-- Two that differ in at most 31 of 256 bits differ in at most one bit of one of 16 chunks of 16. So one index for each chunk, on the
-- row itself: what is deleted, locked or erased is gone from the index with it, and nothing has to keep two copies in step. The hash
-- travels in the index, so that the exact distance is asked of the index alone.
DO $chunks$
BEGIN
  FOR slot IN 0 .. 15 LOOP
    EXECUTE format('CREATE INDEX fingerprint_chunk_%s ON fingerprint (((substring(hash FROM %s FOR 16))::integer)) INCLUDE (hash, id) WHERE quality >= 50',
      slot, 1 + 16 * slot);
  END LOOP;
END
$chunks$;

-- Everything within 31 bits of one of the given, each once, with the nearest of them (0 the first given) and the distance; whose
-- they are is for the caller to ask. The settings pin the plan: 16 × 17 probes for each of the given, each into its index.
DO $search$
DECLARE
  arms text;
BEGIN
  SELECT string_agg(format(
    'SELECT f.id, p.turn, bit_count(f.hash # p.hash) AS bits FROM probe p JOIN fingerprint f'
    || ' ON (substring(f.hash FROM %1$s FOR 16))::integer = (substring(p.hash FROM %1$s FOR 16))::integer # p.flip AND f.quality >= 50'
    || ' WHERE bit_count(f.hash # p.hash) <= 31', 1 + 16 * slot), E'\n    UNION ALL ' ORDER BY slot) INTO arms FROM generate_series(0, 15) AS slot;
  EXECUTE format($function$
CREATE FUNCTION find_fingerprints(given bit(256)[]) RETURNS TABLE (id uuid, turn smallint, distance smallint) LANGUAGE plpgsql STABLE
  SET jit = off SET plan_cache_mode = force_generic_plan
  SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $body$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH probe AS MATERIALIZED (
    SELECT g.hash, (g.place - 1)::smallint AS turn, m.flip FROM unnest(given) WITH ORDINALITY AS g (hash, place),
      unnest(ARRAY[0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768]) AS m (flip))
  SELECT DISTINCT ON (hit.id) hit.id, hit.turn, hit.bits::smallint FROM (
    %s) AS hit ORDER BY hit.id, hit.bits, hit.turn;
END
$body$
$function$, arms);
END
$search$;

-- Whether a bank's fingerprints are compared at all: none before there are banks. The migration that brings them says when.
CREATE FUNCTION bank_takes_part(bank uuid) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT false $$;

-- Cases in the lane, hidden, merged or gone have no part in any comparison.
CREATE FUNCTION case_takes_part(state text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT state NOT IN ('safeguarding', 'authentic', 'erased', 'merged')
$$;

-- "The same picture": two cases, or a case and a bank, and what a person said of it.
CREATE TABLE fingerprint_match (
  id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  case_id       uuid NOT NULL REFERENCES "case",
  other_case_id uuid REFERENCES "case",
  bank_id       uuid,
  -- The two that were compared: a refusal holds for these pictures, also where they are added again.
  hash          bit(256) NOT NULL,
  other_hash    bit(256) NOT NULL,
  kind          text NOT NULL,
  other_kind    text NOT NULL,
  distance      smallint NOT NULL CHECK (distance BETWEEN 0 AND 31),
  -- 0 as it is, else how one had to be turned or mirrored (turnedFingerprintOf).
  turn          smallint NOT NULL CHECK (turn BETWEEN 0 AND 7),
  state         text NOT NULL DEFAULT 'suggested' CHECK (state IN ('suggested', 'confirmed', 'refused')),
  found_at      timestamptz NOT NULL DEFAULT now(),
  decided_by    uuid REFERENCES "user",
  decided_at    timestamptz,
  CHECK ((state = 'suggested') = (decided_at IS NULL)),
  -- A pair is written one way round.
  CHECK (num_nonnulls(other_case_id, bank_id) = 1 AND (other_case_id IS NULL OR case_id < other_case_id))
);
-- One that stands for each pair; beside it the refused ones, each of other pictures.
CREATE UNIQUE INDEX fingerprint_match_cases ON fingerprint_match (case_id, other_case_id) WHERE state <> 'refused' AND other_case_id IS NOT NULL;
CREATE UNIQUE INDEX fingerprint_match_bank ON fingerprint_match (case_id, bank_id) WHERE state <> 'refused' AND bank_id IS NOT NULL;
CREATE INDEX fingerprint_match_case ON fingerprint_match (case_id, found_at);
CREATE INDEX fingerprint_match_other ON fingerprint_match (other_case_id, found_at) WHERE other_case_id IS NOT NULL;
CREATE INDEX fingerprint_match_of_bank ON fingerprint_match (bank_id, found_at) WHERE bank_id IS NOT NULL;

-- What was compared never changes; what is said of it may.
CREATE FUNCTION keep_fingerprint_match() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  said text[] := ARRAY['state', 'decided_by', 'decided_at'];
BEGIN
  IF NEW.state = 'suggested' OR (to_jsonb(NEW) - said) <> (to_jsonb(OLD) - said) THEN
    RAISE EXCEPTION 'demasque: of match % only the answer changes', OLD.id;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER only_answered BEFORE UPDATE ON fingerprint_match FOR EACH ROW EXECUTE FUNCTION keep_fingerprint_match();

-- Nothing is tied to a case that is on its way into the lane or out of the desk: whoever moves it is waited for.
CREATE FUNCTION leave_out_closed_match() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM "case" WHERE id IN (NEW.case_id, NEW.other_case_id) ORDER BY id FOR SHARE;
  IF EXISTS (SELECT 1 FROM "case" WHERE id IN (NEW.case_id, NEW.other_case_id) AND NOT case_takes_part(state)) THEN RETURN NULL; END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER open_evidence BEFORE INSERT ON fingerprint_match FOR EACH ROW EXECUTE FUNCTION leave_out_closed_match();
CREATE TRIGGER open_evidence BEFORE INSERT ON fingerprint FOR EACH ROW EXECUTE FUNCTION refuse_closed_evidence();

CREATE TRIGGER never_changed BEFORE UPDATE ON fingerprint FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON fingerprint FOR EACH ROW
  EXECUTE FUNCTION write_audit_entry('case', 'case_id', 'case_id', 'id', 'hash,turned', '');
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON fingerprint FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
-- Under the case that the transaction is about; the other one is told to nobody who reads the entry alone.
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON fingerprint_match FOR EACH ROW
  EXECUTE FUNCTION write_audit_entry('case', 'case_id', '', 'id', 'case_id,other_case_id,bank_id,hash,other_hash', '');
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON fingerprint_match FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();

-- The lock that whoever adds a fingerprint takes first, before any row: of two that are added at once the second sees the first.
CREATE FUNCTION lock_fingerprints() RETURNS void LANGUAGE sql AS $$ SELECT pg_advisory_xact_lock(hashtext('demasque.fingerprints')) $$;

-- Compares one that is kept with all others, and raises what is new. Returns how many matches that are. Run in the transaction that
-- adds it, and again where something takes part that did not before (out of the lane, a mandate verified).
CREATE FUNCTION match_fingerprint(target uuid) RETURNS integer LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  mine    fingerprint%ROWTYPE;
  hit     record;
  is_low  boolean;
  raised  integer := 0;
  written integer;
  entered text := coalesce(current_setting('demasque.case', true), '');
BEGIN
  PERFORM lock_fingerprints();
  SELECT f.* INTO mine FROM fingerprint f LEFT JOIN "case" c ON c.id = f.case_id
   WHERE f.id = target AND f.quality >= 50 AND (case_takes_part(c.state) OR bank_takes_part(f.bank_id));
  IF mine.id IS NULL THEN RETURN 0; END IF;
  FOR hit IN
    SELECT f.case_id, f.bank_id, f.hash, f.kind, found.turn, found.distance
      FROM find_fingerprints(mine.hash || mine.turned) AS found JOIN fingerprint f ON f.id = found.id LEFT JOIN "case" c ON c.id = f.case_id
     WHERE (f.case_id IS DISTINCT FROM mine.case_id OR f.case_id IS NULL) AND (f.case_id IS NOT NULL OR mine.case_id IS NOT NULL)
       AND (case_takes_part(c.state) OR bank_takes_part(f.bank_id))
     ORDER BY found.distance, found.id
  LOOP
    is_low := hit.bank_id IS NOT NULL OR (mine.bank_id IS NULL AND mine.case_id < hit.case_id);
    -- Where somebody said no to these two pictures, nothing is raised.
    CONTINUE WHEN EXISTS (
      SELECT 1 FROM fingerprint_match m
       WHERE m.state = 'refused'
         AND m.case_id = CASE WHEN is_low THEN mine.case_id ELSE hit.case_id END
         AND m.other_case_id IS NOT DISTINCT FROM CASE WHEN is_low THEN hit.case_id ELSE mine.case_id END
         AND m.bank_id IS NOT DISTINCT FROM coalesce(hit.bank_id, mine.bank_id)
         AND bit_count(CASE WHEN is_low THEN m.other_hash ELSE m.hash END # hit.hash) <= 31
         AND EXISTS (SELECT 1 FROM unnest(mine.hash || mine.turned) AS own (hash)
                      WHERE bit_count(CASE WHEN is_low THEN m.hash ELSE m.other_hash END # own.hash) <= 31));
    PERFORM set_config('demasque.case', coalesce(mine.case_id, hit.case_id)::text, true);
    INSERT INTO fingerprint_match (case_id, other_case_id, bank_id, hash, other_hash, kind, other_kind, distance, turn)
    VALUES (CASE WHEN is_low THEN mine.case_id ELSE hit.case_id END, CASE WHEN is_low THEN hit.case_id ELSE mine.case_id END,
            coalesce(hit.bank_id, mine.bank_id),
            CASE WHEN is_low THEN mine.hash ELSE hit.hash END, CASE WHEN is_low THEN hit.hash ELSE mine.hash END,
            CASE WHEN is_low THEN mine.kind ELSE hit.kind END, CASE WHEN is_low THEN hit.kind ELSE mine.kind END, hit.distance, hit.turn)
    ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS written = ROW_COUNT;
    raised := raised + written;
  END LOOP;
  PERFORM set_config('demasque.case', entered, true);
  RETURN raised;
END
$$;

-- ───────────────────────────── the lane, erasure ─────────────────────────────

-- Out of the application's reach while its case is in the lane: it may not read tables of this name (apply_grants). A column that is
-- added to one of the two is added to its locked table as well.
CREATE TABLE locked_fingerprint (LIKE fingerprint INCLUDING DEFAULTS, PRIMARY KEY (id));
CREATE INDEX locked_fingerprint_case ON locked_fingerprint (case_id);
CREATE TABLE locked_fingerprint_match (LIKE fingerprint_match INCLUDING DEFAULTS, PRIMARY KEY (id));
CREATE INDEX locked_fingerprint_match_case ON locked_fingerprint_match (case_id);
CREATE INDEX locked_fingerprint_match_other ON locked_fingerprint_match (other_case_id);

-- A removed fingerprint takes with it what was suggested because of it. What a person answered stays.
CREATE FUNCTION forget_suggested() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF OLD.case_id IS NULL THEN
    DELETE FROM fingerprint_match WHERE bank_id = OLD.bank_id AND other_hash = OLD.hash AND state = 'suggested';
  ELSE
    DELETE FROM fingerprint_match WHERE state = 'suggested'
       AND ((case_id = OLD.case_id AND hash = OLD.hash) OR (other_case_id = OLD.case_id AND other_hash = OLD.hash));
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER forgets AFTER DELETE ON fingerprint FOR EACH ROW EXECUTE FUNCTION forget_suggested();

-- The entries of the trail that this writes belong to the case that goes into the lane, or they would tell of it elsewhere.
CREATE FUNCTION lock_fingerprints_of_case() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  entered text := coalesce(current_setting('demasque.case', true), '');
BEGIN
  PERFORM set_config('demasque.case', NEW.id::text, true);
  WITH gone AS (DELETE FROM fingerprint_match WHERE case_id = NEW.id OR other_case_id = NEW.id RETURNING *)
  INSERT INTO locked_fingerprint_match SELECT * FROM gone;
  WITH gone AS (DELETE FROM fingerprint WHERE case_id = NEW.id RETURNING *) INSERT INTO locked_fingerprint SELECT * FROM gone;
  PERFORM set_config('demasque.case', entered, true);
  RETURN NULL;
END
$$;
CREATE TRIGGER lane_fingerprints_in AFTER UPDATE ON "case" FOR EACH ROW
  WHEN (NEW.state = 'safeguarding' AND OLD.state <> 'safeguarding') EXECUTE FUNCTION lock_fingerprints_of_case();

CREATE FUNCTION unlock_fingerprints_of_case() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  entered text := coalesce(current_setting('demasque.case', true), '');
BEGIN
  PERFORM set_config('demasque.case', NEW.id::text, true);
  WITH back AS (DELETE FROM locked_fingerprint WHERE case_id = NEW.id RETURNING *) INSERT INTO fingerprint SELECT * FROM back;
  -- What ties it to a case that is still in the lane waits for that one.
  WITH back AS (
    DELETE FROM locked_fingerprint_match m USING "case" o
     WHERE (m.case_id = NEW.id OR m.other_case_id = NEW.id)
       AND o.id = CASE WHEN m.case_id = NEW.id THEN coalesce(m.other_case_id, NEW.id) ELSE m.case_id END AND o.state <> 'safeguarding'
    RETURNING m.*)
  INSERT INTO fingerprint_match SELECT * FROM back ON CONFLICT DO NOTHING;
  -- What came meanwhile was not compared with these.
  PERFORM match_fingerprint(id) FROM fingerprint WHERE case_id = NEW.id;
  PERFORM set_config('demasque.case', entered, true);
  RETURN NULL;
END
$$;
CREATE TRIGGER lane_fingerprints_out AFTER UPDATE ON "case" FOR EACH ROW
  WHEN (NOT case_takes_part(OLD.state) AND case_takes_part(NEW.state)) EXECUTE FUNCTION unlock_fingerprints_of_case();

CREATE FUNCTION drop_fingerprints_of_case() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  entered text := coalesce(current_setting('demasque.case', true), '');
BEGIN
  PERFORM set_config('demasque.case', NEW.id::text, true);
  DELETE FROM locked_fingerprint WHERE case_id = NEW.id;
  DELETE FROM locked_fingerprint_match WHERE case_id = NEW.id OR other_case_id = NEW.id;
  DELETE FROM fingerprint_match WHERE case_id = NEW.id OR other_case_id = NEW.id;
  DELETE FROM fingerprint WHERE case_id = NEW.id;
  PERFORM set_config('demasque.case', entered, true);
  RETURN NULL;
END
$$;
-- Before the one that unlocks, by its name: what is purged never comes back.
CREATE TRIGGER lane_fingerprints_gone AFTER UPDATE ON "case" FOR EACH ROW
  WHEN ((NEW.state = 'erased' AND OLD.state <> 'erased') OR (NEW.evidence_purged_at IS NOT NULL AND OLD.evidence_purged_at IS NULL))
  EXECUTE FUNCTION drop_fingerprints_of_case();
