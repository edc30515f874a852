-- Pictures kept for a case: only where it was switched on for that case, under a mandate, encrypted with a key of the case's own.

-- Wrapped keys lie apart: in no backup of the tables, so that a key that is destroyed takes every copy of its pictures with it. The
-- application's role has no right in here; it asks by the functions below, which answer for cases that it may work on.
CREATE SCHEMA keystore;
CREATE TABLE keystore.case_key (
  id         uuid PRIMARY KEY,
  case_id    uuid NOT NULL UNIQUE,
  -- Version (1 byte), nonce (12), the key encrypted with the master key (32), tag (16); bound to the case's id.
  wrapped    bytea NOT NULL CHECK (octet_length(wrapped) = 61),
  -- Which master key wrapped it: a digest, so that an instance with another one can say so.
  master     text NOT NULL CHECK (length(master) = 16),
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER open_cases_only BEFORE INSERT ON keystore.case_key FOR EACH ROW EXECUTE FUNCTION public.refuse_closed_evidence();
-- Keys of cases in the safety lane.
CREATE TABLE keystore.withdrawn_key (LIKE keystore.case_key INCLUDING ALL);
-- Ids alone, for the lists of erasures that are kept outside the database.
CREATE TABLE keystore.destroyed_key (
  id           uuid PRIMARY KEY,
  destroyed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Whether pictures are taken for a case at all. Without a row: no.
CREATE TABLE image_switch (
  case_id     uuid PRIMARY KEY REFERENCES "case",
  is_on       boolean NOT NULL,
  -- Markers of lib/domain/images/reasons.ts.
  reason      text NOT NULL,
  switched_by uuid REFERENCES "user",
  switched_at timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER open_cases_only BEFORE INSERT ON image_switch FOR EACH ROW EXECUTE FUNCTION refuse_closed_evidence();

CREATE TABLE case_image (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  case_id    uuid NOT NULL REFERENCES "case",
  -- The key it was encrypted with, also when that key is gone.
  key_id     uuid NOT NULL,
  -- Of the version that is shown.
  width      integer NOT NULL CHECK (width BETWEEN 1 AND 2560),
  height     integer NOT NULL CHECK (height BETWEEN 1 AND 2560),
  byte_count integer NOT NULL,
  sha256     text NOT NULL CHECK (length(sha256) = 64),
  shows      text NOT NULL CHECK (length(shows) BETWEEN 1 AND 300),
  seen_where text NOT NULL DEFAULT '' CHECK (length(seen_where) <= 300),
  seen_on    date,
  -- What is blackened: [{"x","y","width","height"}] in parts of ten thousand of the sides.
  boxes      jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(boxes) = 'array'),
  revision   integer NOT NULL DEFAULT 1,
  added_by   uuid REFERENCES "user",
  added_at   timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX case_image_case ON case_image (case_id, added_at);
CREATE TRIGGER open_cases_only BEFORE INSERT ON case_image FOR EACH ROW EXECUTE FUNCTION refuse_closed_evidence();
CREATE TABLE locked_image (LIKE case_image INCLUDING DEFAULTS);
ALTER TABLE locked_image ADD PRIMARY KEY (id);
CREATE INDEX locked_image_case ON locked_image (case_id);

-- The pictures themselves, as ciphertext. Read and written by the functions below alone.
CREATE TABLE image_content (
  image_id uuid NOT NULL,
  case_id  uuid NOT NULL REFERENCES "case",
  -- unredacted: as it was before something was blackened in it; there only where something was.
  variant  text NOT NULL CHECK (variant IN ('blurred', 'shown', 'unredacted')),
  bytes    bytea NOT NULL,
  PRIMARY KEY (image_id, variant)
);
ALTER TABLE image_content ALTER COLUMN bytes SET STORAGE EXTERNAL;
CREATE INDEX image_content_case ON image_content (case_id);

DO $audited$
DECLARE
  line text[];
BEGIN
  FOREACH line SLICE 1 IN ARRAY ARRAY[
    ['case_image',   'id',      'sha256,shows,seen_where,seen_on,boxes'],
    ['image_switch', 'case_id', '']
  ] LOOP
    EXECUTE format('CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON %I FOR EACH ROW
      EXECUTE FUNCTION write_audit_entry(''case'', ''case_id'', ''case_id'', %L, %L, '''')', line[1], line[2], line[3]);
    EXECUTE format('CREATE TRIGGER never_truncated BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()', line[1]);
  END LOOP;
END
$audited$;

-- ───────────────────────────── keys ─────────────────────────────

CREATE FUNCTION case_key_of(the_case uuid) RETURNS TABLE (id uuid, wrapped bytea, master text) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT k.id, k.wrapped, k.master FROM keystore.case_key k WHERE k.case_id = the_case
$$;

-- Keeps a new key, or leaves the one that there is.
CREATE FUNCTION keep_case_key(the_id uuid, the_case uuid, the_wrapped bytea, the_master text) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO keystore.case_key (id, case_id, wrapped, master) VALUES (the_id, the_case, the_wrapped, the_master)
  ON CONFLICT (case_id) DO NOTHING
$$;

CREATE FUNCTION destroyed_case_keys() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT id FROM keystore.destroyed_key ORDER BY destroyed_at, id
$$;

CREATE FUNCTION destroy_case_key(the_case uuid) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH gone AS (DELETE FROM keystore.case_key WHERE case_id = the_case RETURNING id),
       withdrawn AS (DELETE FROM keystore.withdrawn_key WHERE case_id = the_case RETURNING id)
  INSERT INTO keystore.destroyed_key (id) SELECT id FROM gone UNION SELECT id FROM withdrawn ON CONFLICT DO NOTHING
$$;

-- ───────────────────────────── pictures ─────────────────────────────

CREATE FUNCTION read_image_content(the_image uuid, the_variant text) RETURNS bytea LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT c.bytes FROM image_content c JOIN case_image i ON i.id = c.image_id JOIN "case" k ON k.id = i.case_id
   WHERE c.image_id = the_image AND c.variant = the_variant AND k.state NOT IN ('safeguarding', 'authentic', 'erased')
$$;

CREATE FUNCTION keep_image_content(the_image uuid, the_variant text, the_bytes bytea) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO image_content (image_id, case_id, variant, bytes)
  SELECT i.id, i.case_id, the_variant, the_bytes FROM case_image i WHERE i.id = the_image
  ON CONFLICT (image_id, variant) DO UPDATE SET bytes = excluded.bytes
$$;

-- Nothing is blackened any more: what was kept beside it is what is shown again.
CREATE FUNCTION drop_unredacted(the_image uuid) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  DELETE FROM image_content WHERE image_id = the_image AND variant = 'unredacted'
$$;

-- One picture goes. With the last one of its case goes the key, and so every copy in every backup.
CREATE FUNCTION remove_case_image(the_image uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  the_case uuid;
BEGIN
  DELETE FROM case_image WHERE id = the_image RETURNING case_id INTO the_case;
  IF the_case IS NULL THEN RETURN; END IF;
  DELETE FROM image_content WHERE image_id = the_image;
  DELETE FROM fingerprint WHERE image_id = the_image;
  IF NOT EXISTS (SELECT 1 FROM case_image WHERE case_id = the_case) THEN PERFORM destroy_case_key(the_case); END IF;
END
$$;

-- For a restored backup: pictures whose keys had been destroyed, and the keys themselves where they came back. Returns of how many cases.
CREATE FUNCTION remove_images_of_keys(the_keys uuid[]) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  the_cases uuid[];
BEGIN
  INSERT INTO keystore.destroyed_key (id) SELECT unnest(the_keys) ON CONFLICT DO NOTHING;
  DELETE FROM keystore.case_key WHERE id = ANY (the_keys);
  DELETE FROM keystore.withdrawn_key WHERE id = ANY (the_keys);
  SELECT coalesce(array_agg(DISTINCT case_id), '{}') INTO the_cases FROM (
    SELECT case_id FROM case_image WHERE key_id = ANY (the_keys) UNION ALL SELECT case_id FROM locked_image WHERE key_id = ANY (the_keys)) AS found;
  DELETE FROM image_content c WHERE EXISTS (SELECT 1 FROM case_image i WHERE i.id = c.image_id AND i.key_id = ANY (the_keys))
     OR EXISTS (SELECT 1 FROM locked_image i WHERE i.id = c.image_id AND i.key_id = ANY (the_keys));
  DELETE FROM fingerprint f USING case_image i WHERE i.id = f.image_id AND i.key_id = ANY (the_keys);
  DELETE FROM locked_fingerprint f USING locked_image i WHERE i.id = f.image_id AND i.key_id = ANY (the_keys);
  DELETE FROM case_image WHERE key_id = ANY (the_keys);
  DELETE FROM locked_image WHERE key_id = ANY (the_keys);
  RETURN cardinality(the_cases);
END
$$;

-- ───────────────────────────── the safety lane, purging, erasure ─────────────────────────────

CREATE FUNCTION lane_images() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF (NEW.state = 'erased' AND OLD.state <> 'erased') 
     OR (NEW.evidence_purged_at IS NOT NULL AND NEW.evidence_purged_at IS DISTINCT FROM OLD.evidence_purged_at) THEN
    PERFORM destroy_case_key(NEW.id);
    DELETE FROM image_content WHERE case_id = NEW.id;
    DELETE FROM locked_image WHERE case_id = NEW.id;
    DELETE FROM case_image WHERE case_id = NEW.id;
    DELETE FROM image_switch WHERE case_id = NEW.id;
  ELSIF NEW.state = 'safeguarding' AND OLD.state <> 'safeguarding' THEN
    WITH gone AS (DELETE FROM keystore.case_key WHERE case_id = NEW.id RETURNING *)
    INSERT INTO keystore.withdrawn_key SELECT * FROM gone;
    INSERT INTO locked_image SELECT * FROM case_image WHERE case_id = NEW.id;
    DELETE FROM case_image WHERE case_id = NEW.id;
  ELSIF OLD.state = 'safeguarding' AND NEW.state <> 'safeguarding' THEN
    WITH back AS (DELETE FROM keystore.withdrawn_key WHERE case_id = NEW.id RETURNING *)
    INSERT INTO keystore.case_key SELECT * FROM back;
    WITH back AS (DELETE FROM locked_image WHERE case_id = NEW.id RETURNING *)
    INSERT INTO case_image SELECT * FROM back;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER lane_images AFTER UPDATE ON "case" FOR EACH ROW
  WHEN (OLD.state IS DISTINCT FROM NEW.state OR OLD.evidence_purged_at IS DISTINCT FROM NEW.evidence_purged_at)
  EXECUTE FUNCTION lane_images();

-- What the application's role may do with all this; called by apply_grants.
CREATE FUNCTION apply_image_grants(app_role text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  f text;
BEGIN
  EXECUTE format('REVOKE ALL ON image_content FROM %I', app_role);
  REVOKE ALL ON SCHEMA keystore FROM PUBLIC;
  FOREACH f IN ARRAY ARRAY['case_key_of(uuid)', 'keep_case_key(uuid, uuid, bytea, text)', 'destroyed_case_keys()', 'read_image_content(uuid, text)',
                           'keep_image_content(uuid, text, bytea)', 'drop_unredacted(uuid)', 'remove_case_image(uuid)',
                           'remove_images_of_keys(uuid[])'] LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', f, app_role);
  END LOOP;
  REVOKE ALL ON FUNCTION destroy_case_key(uuid) FROM PUBLIC;
  REVOKE ALL ON FUNCTION apply_image_grants(text) FROM PUBLIC;
END
$$;
