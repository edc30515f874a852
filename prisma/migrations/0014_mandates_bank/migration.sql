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
  withdrawn_at         timestamptz,
  CHECK ((consent_version IS NULL) = (consented_at IS NULL) AND (consented_at IS NULL) = (consented_through IS NULL))
);
CREATE UNIQUE INDEX bank_of_mandate ON bank (mandate_id) WHERE withdrawn_at IS NULL;
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON bank FOR EACH ROW
  EXECUTE FUNCTION write_audit_entry('none', 'key_unused', '', 'id', 'link_code_hash,withdrawal_code_hash', '');
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON bank FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();


-- What lies in a bank are fingerprints (0013) without a case. The same picture twice is one.
ALTER TABLE fingerprint ADD FOREIGN KEY (bank_id) REFERENCES bank (id);
ALTER TABLE fingerprint_match ADD FOREIGN KEY (bank_id) REFERENCES bank (id);
CREATE UNIQUE INDEX fingerprint_bank_once ON fingerprint (bank_id, hash) WHERE bank_id IS NOT NULL;

-- They are compared while the mandate stands, and no longer: not before it is verified, nor frozen, run out or withdrawn.
CREATE OR REPLACE FUNCTION bank_takes_part(bank uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM bank b JOIN mandate m ON m.id = b.mandate_id
                  WHERE b.id = bank AND b.withdrawn_at IS NULL AND m.status = 'verified' AND m.expires_at > now())
$$;

-- Left and not compared yet; the worker takes them from here once the mandate stands.
CREATE TABLE bank_queue (
  fingerprint_id uuid PRIMARY KEY REFERENCES fingerprint (id) ON DELETE CASCADE,
  bank_id        uuid NOT NULL REFERENCES bank (id)
);
CREATE INDEX bank_queue_bank ON bank_queue (bank_id);

-- A bank whose mandate does not stand raises nothing, whatever was read a moment ago: whoever freezes, ends or withdraws waits for
-- the match, or the match for them.
CREATE FUNCTION keep_bank_match() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM mandate WHERE id = (SELECT mandate_id FROM bank WHERE id = NEW.bank_id) FOR SHARE;
  RETURN CASE WHEN bank_takes_part(NEW.bank_id) THEN NEW END;
END
$$;
CREATE TRIGGER bank_stands BEFORE INSERT ON fingerprint_match FOR EACH ROW WHEN (NEW.bank_id IS NOT NULL) EXECUTE FUNCTION keep_bank_match();

-- Reviewers are told that a case shows a picture of a bank, whichever way the match came about; nobody who only logged it.
CREATE FUNCTION tell_of_bank_match() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO notification (user_id, kind, params)
  SELECT u.id, 'bank_matched', jsonb_build_object('case', c.number, 'mandate', 'M-' || lpad(m.number::text, greatest(3, length(m.number::text)), '0'))
    FROM "user" u, "case" c, bank b JOIN mandate m ON m.id = b.mandate_id
   WHERE c.id = NEW.case_id AND b.id = NEW.bank_id AND u.status = 'active' AND NOT u.is_sample
     AND 'reviewer' = ANY (live_roles(u.roles, u.vetted_until));
  RETURN NULL;
END
$$;
CREATE TRIGGER told AFTER INSERT ON fingerprint_match FOR EACH ROW
  WHEN (NEW.bank_id IS NOT NULL AND NEW.state = 'suggested') EXECUTE FUNCTION tell_of_bank_match();

-- Everything of a bank, at once: its fingerprints, what they matched, its codes, and what the trail held of them, with the secret
-- that committed to it. What stays is that there was a bank, and which declaration was made when. Entries that no leaf stands for
-- yet are refused, as with a case. The application deletes none of this by itself.
CREATE FUNCTION erase_bank(target uuid) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  erasing_key text := 'erasing:' || pg_current_xact_id()::text;
  entry       bigint;
  told        integer;
  gone        integer;
BEGIN
  PERFORM 1 FROM bank WHERE id = target AND withdrawn_at IS NULL FOR UPDATE;
  IF NOT FOUND THEN RETURN 0; END IF;
  IF EXISTS (SELECT 1 FROM audit_queue q JOIN audit_entry e ON e.id = q.entry_id WHERE e.unit_kind = 'bank' AND e.unit_id = target) THEN
    RAISE EXCEPTION 'demasque: an entry about bank % is not sealed yet', target USING ERRCODE = 'DM001';
  END IF;
  UPDATE bank SET withdrawn_at = now(), link_code_hash = NULL, link_expires_at = NULL, withdrawal_code_hash = NULL, entry_count = 0,
    contact_wish = 'none' WHERE id = target;

  PERFORM set_config('demasque.erasing', target::text, true);
  INSERT INTO trail_setting (key, value) VALUES (erasing_key, target::text);
  DELETE FROM locked_fingerprint_match WHERE bank_id = target;
  DELETE FROM fingerprint_match WHERE bank_id = target;
  DELETE FROM fingerprint WHERE bank_id = target;
  GET DIAGNOSTICS gone = ROW_COUNT;
  DELETE FROM audit_entry WHERE unit_kind = 'bank' AND unit_id = target;
  GET DIAGNOSTICS told = ROW_COUNT;
  DELETE FROM commitment_secret WHERE unit_kind = 'bank' AND unit_id = target;
  IF told > 0 THEN
    entry := nextval('public.audit_entry_id_seq');
    INSERT INTO audit_entry (id, actor, action, reason, request_id, operation, subject_table, subject_id, unit_kind, changes)
    OVERRIDING SYSTEM VALUE
    VALUES (entry, coalesce(nullif(current_setting('demasque.actor', true), ''), 'database:' || session_user),
            coalesce(nullif(current_setting('demasque.action', true), ''), 'database.delete'), nullif(current_setting('demasque.reason', true), ''),
            nullif(current_setting('demasque.request', true), ''), 'delete', 'commitment_secret', 'bank:' || target::text, 'none',
            jsonb_build_object('entries', jsonb_build_array(told::text, NULL)));
    INSERT INTO audit_queue (entry_id) VALUES (entry);
  END IF;
  DELETE FROM trail_setting WHERE key = erasing_key;
  PERFORM set_config('demasque.erasing', '', true);
  RETURN gone;
END
$$;
