-- Mandates through their whole life, and the banks of fingerprints that people leave under theirs. No papers and no names: there is
-- no column for either.

ALTER TABLE mandate
  ADD COLUMN platform_id       text REFERENCES platform (id),
  ADD COLUMN handle_key        text,
  ADD COLUMN contact_wish      text NOT NULL DEFAULT 'none' CHECK (contact_wish IN ('none', 'mailbox', 'account', 'association')),
  ADD COLUMN round             integer NOT NULL DEFAULT 1,
  ADD COLUMN renewing_since    timestamptz,
  ADD COLUMN frozen_at         timestamptz,
  ADD COLUMN status_before     text CHECK (status_before IN ('pending', 'verified')),
  ADD COLUMN withdrawn_because text CHECK (withdrawn_because IN ('her_word', 'desk', 'collision')),
  ADD COLUMN told_end_at       timestamptz,
  ADD CONSTRAINT mandate_frozen CHECK ((status = 'frozen') = (frozen_at IS NOT NULL) AND (status = 'frozen') = (status_before IS NOT NULL));
CREATE INDEX mandate_account ON mandate (handle_key) WHERE handle_key IS NOT NULL AND status IN ('pending', 'verified', 'frozen');
CREATE INDEX mandate_ending ON mandate (expires_at) WHERE status = 'verified';
CREATE INDEX case_mandate ON "case" (mandate_id) WHERE mandate_id IS NOT NULL;

-- A renewed mandate shows a new code, which is seen again by two.
ALTER TABLE mandate_sighting ADD COLUMN round integer NOT NULL DEFAULT 1;
ALTER TABLE mandate_sighting DROP CONSTRAINT mandate_sighting_pkey;
ALTER TABLE mandate_sighting ADD PRIMARY KEY (mandate_id, reviewer_id, round);

-- Withdrawn is for good; what is frozen is set free by a decision alone (lib/usecases/decide-collision.ts).
CREATE FUNCTION keep_mandate() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF OLD.status = 'withdrawn' AND NEW.status <> 'withdrawn' THEN
    RAISE EXCEPTION 'demasque: mandate % was withdrawn and stays so', OLD.number;
  END IF;
  IF OLD.status = 'frozen' AND NEW.status NOT IN ('frozen', 'withdrawn')
     AND EXISTS (SELECT 1 FROM mandate_collision k WHERE OLD.id IN (k.first_id, k.second_id) AND k.decided_at IS NULL) THEN
    RAISE EXCEPTION 'demasque: mandate % is frozen until its collisions are decided', OLD.number;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER kept BEFORE UPDATE ON mandate FOR EACH ROW EXECUTE FUNCTION keep_mandate();

-- Two mandates that claim one account, or one picture. Decided once, by protection; a pair that was looked at is not raised again.
CREATE TABLE mandate_collision (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  first_id   uuid NOT NULL REFERENCES mandate (id),
  second_id  uuid NOT NULL REFERENCES mandate (id),
  kind       text NOT NULL CHECK (kind IN ('account', 'image')),
  found_at   timestamptz NOT NULL DEFAULT now(),
  decision   text CHECK (decision IN ('first', 'second', 'both', 'neither')),
  reason     text CHECK (length(reason) BETWEEN 10 AND 400),
  decided_by uuid REFERENCES "user" (id),
  decided_at timestamptz,
  UNIQUE (first_id, second_id),
  CHECK (first_id < second_id),
  CHECK ((decision IS NULL) = (decided_at IS NULL) AND (decision IS NULL) = (decided_by IS NULL) AND (decision IS NULL) = (reason IS NULL))
);
CREATE INDEX mandate_collision_second ON mandate_collision (second_id);
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON mandate_collision FOR EACH ROW
  EXECUTE FUNCTION write_audit_entry('none', 'key_unused', '', 'id', 'reason', '');
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON mandate_collision FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();

-- One bank at a time under a mandate. Codes are kept as digests; the fingerprints themselves are told by their number alone.
CREATE TABLE bank (
  id                   uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  mandate_id           uuid NOT NULL REFERENCES mandate (id),
  opened_by            uuid NOT NULL REFERENCES "user" (id),
  opened_at            timestamptz NOT NULL DEFAULT now(),
  link_code_hash       text UNIQUE,
  link_expires_at      timestamptz,
  contact_wish         text NOT NULL DEFAULT 'none' CHECK (contact_wish IN ('none', 'mailbox', 'account', 'association')),
  -- The declaration that everybody shown is an adult and that she has the rights: which words, when, and by which door.
  consent_version      text,
  consented_at         timestamptz,
  consented_through    text CHECK (consented_through IN ('reviewer', 'person')),
  withdrawal_code_hash text UNIQUE,
  entry_count          integer NOT NULL DEFAULT 0,
  match_due_at         timestamptz,
  withdrawn_at         timestamptz,
  CHECK ((consent_version IS NULL) = (consented_at IS NULL) AND (consented_at IS NULL) = (consented_through IS NULL))
);
CREATE UNIQUE INDEX bank_of_mandate ON bank (mandate_id) WHERE withdrawn_at IS NULL;
CREATE INDEX bank_match_due ON bank (match_due_at) WHERE match_due_at IS NOT NULL;
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON bank FOR EACH ROW
  EXECUTE FUNCTION write_audit_entry('none', 'key_unused', '', 'id', 'link_code_hash,withdrawal_code_hash', 'match_due_at');
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON bank FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();

-- What was left in it: the fingerprint as the picture stands, and its eight orientations, so that entries that waited can be compared
-- later. Not in the trail row by row: thousands of commitments would outlive a withdrawal. The bank's count says how many.
CREATE TABLE bank_entry (
  id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  bank_id      uuid NOT NULL REFERENCES bank (id),
  hash         bit(256) NOT NULL,
  orientations bit(256)[] NOT NULL CHECK (cardinality(orientations) = 8),
  quality      smallint NOT NULL CHECK (quality BETWEEN 50 AND 100),
  added_at     timestamptz NOT NULL DEFAULT now(),
  UNIQUE (bank_id, hash)
);
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON bank_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();

-- A case shows a picture of a bank: one card for a bank and a case, with the nearest picture's distance.
CREATE TABLE bank_match (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  bank_id     uuid NOT NULL REFERENCES bank (id),
  case_id     uuid NOT NULL REFERENCES "case" (id),
  distance    smallint NOT NULL CHECK (distance BETWEEN 0 AND 31),
  orientation smallint NOT NULL CHECK (orientation BETWEEN 0 AND 7),
  state       text NOT NULL DEFAULT 'suggested' CHECK (state IN ('suggested', 'confirmed', 'refused')),
  raised_at   timestamptz NOT NULL DEFAULT now(),
  decided_by  uuid REFERENCES "user" (id),
  decided_at  timestamptz,
  UNIQUE (bank_id, case_id),
  CHECK ((state = 'suggested') = (decided_at IS NULL) AND (decided_at IS NULL) = (decided_by IS NULL))
);
CREATE INDEX bank_match_case ON bank_match (case_id);
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON bank_match FOR EACH ROW
  EXECUTE FUNCTION write_audit_entry('case', 'case_id', 'case_id', 'id', '', '');
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON bank_match FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
CREATE TRIGGER open_case_only BEFORE INSERT ON bank_match FOR EACH ROW EXECUTE FUNCTION refuse_closed_evidence();

-- A bank whose mandate does not stand raises nothing, whatever the application read a moment ago; whoever freezes, ends or withdraws
-- waits for the match, or the match for them.
CREATE FUNCTION keep_bank_match() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM mandate m WHERE m.id = (SELECT mandate_id FROM bank WHERE id = NEW.bank_id) FOR SHARE;
  IF NOT EXISTS (SELECT 1 FROM bank b JOIN mandate m ON m.id = b.mandate_id
                  WHERE b.id = NEW.bank_id AND b.withdrawn_at IS NULL AND m.status = 'verified' AND m.expires_at > now()) THEN
    RETURN NULL;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER bank_stands BEFORE INSERT ON bank_match FOR EACH ROW EXECUTE FUNCTION keep_bank_match();

-- While the case is in the safety lane nobody reads that it matched: the rows wait where the application cannot see them.
CREATE TABLE locked_bank_match (LIKE bank_match);
CREATE FUNCTION lane_bank_match() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.state = 'erased' OR (NEW.evidence_purged_at IS NOT NULL AND OLD.evidence_purged_at IS NULL) THEN
    DELETE FROM locked_bank_match WHERE case_id = NEW.id;
    DELETE FROM bank_match WHERE case_id = NEW.id;
  ELSIF NEW.state = 'safeguarding' THEN
    WITH gone AS (DELETE FROM bank_match WHERE case_id = NEW.id RETURNING *) INSERT INTO locked_bank_match SELECT * FROM gone;
  ELSE
    WITH back AS (DELETE FROM locked_bank_match WHERE case_id = NEW.id RETURNING *) INSERT INTO bank_match SELECT * FROM back;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER lane_bank_match AFTER UPDATE ON "case" FOR EACH ROW
  WHEN (OLD.state IS DISTINCT FROM NEW.state AND (NEW.state IN ('safeguarding', 'erased') OR OLD.state = 'safeguarding')
        OR OLD.evidence_purged_at IS DISTINCT FROM NEW.evidence_purged_at)
  EXECUTE FUNCTION lane_bank_match();

-- Everything of a bank, at once: its fingerprints, what they matched, its codes. What stays is that there was one, and the
-- declaration's version and time. The application deletes nothing here itself.
CREATE FUNCTION erase_bank(target uuid) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  gone integer;
BEGIN
  DELETE FROM bank_match WHERE bank_id = target;
  DELETE FROM locked_bank_match WHERE bank_id = target;
  DELETE FROM bank_entry WHERE bank_id = target;
  GET DIAGNOSTICS gone = ROW_COUNT;
  UPDATE bank SET withdrawn_at = now(), link_code_hash = NULL, link_expires_at = NULL, withdrawal_code_hash = NULL, entry_count = 0,
    match_due_at = NULL, contact_wish = 'none' WHERE id = target AND withdrawn_at IS NULL;
  RETURN gone;
END
$$;
