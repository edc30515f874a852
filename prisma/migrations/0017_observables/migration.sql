-- Values seen on an account that can tie it to others. Which kinds are private is lib/domain/observables/observable.ts; a test compares.

CREATE TABLE observable (
  id        uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  case_id   uuid NOT NULL REFERENCES "case" (id),
  kind      text NOT NULL CHECK (kind IN ('link', 'domain', 'affiliate_id', 'payment_handle', 'contact_handle', 'bio_text')),
  subkind   text NOT NULL CHECK (subkind ~ '^[a-z_]{1,30}$'),
  -- The keyed digest of the canonical value, of every kind: equal values are found by it, and it is read back by nobody.
  value_key bytea NOT NULL CHECK (octet_length(value_key) = 32),
  -- As it is; sealed with the desk's key; or nothing of it but the digest.
  held      text NOT NULL CHECK (held IN ('clear', 'sealed', 'key_only')),
  value     text CHECK (length(value) BETWEEN 1 AND 4000),
  sealed    bytea CHECK (octet_length(sealed) <= 8192),
  -- What a list shows of a sealed value.
  masked    text NOT NULL DEFAULT '' CHECK (length(masked) <= 200),
  -- Of bio texts: near ones share at least one number.
  bands     bigint[] NOT NULL DEFAULT '{}' CHECK (cardinality(bands) <= 64),
  source    text NOT NULL CHECK (source IN ('report', 'trace', 'reviewer')),
  -- Everybody who added it, so that whoever adds what is there already learns nothing.
  added_by  uuid[] NOT NULL,
  added_at  timestamptz NOT NULL DEFAULT now(),
  UNIQUE (case_id, kind, value_key),
  CONSTRAINT observable_held CHECK (
    (held = 'clear') = (value IS NOT NULL) AND (held = 'sealed') = (sealed IS NOT NULL) AND (held = 'sealed' OR masked = '')),
  -- What could lead to a payee or a caller never stands here in clear, whatever the application says.
  CONSTRAINT observable_private CHECK ((held <> 'clear') = (subkind IN (
    'paypal_me', 'paypal_email', 'paypal_id', 'leetchi', 'lydia_pot', 'lydia_handle', 'pot_commun', 'payment_phone', 'revolut', 'cash_app',
    'ko_fi', 'buy_me_a_coffee', 'throne', 'amazon_wishlist', 'iban', 'bitcoin', 'ethereum', 'telegram_phone', 'whatsapp_phone', 'signal_phone',
    'phone')))
);
CREATE INDEX observable_key ON observable (value_key) INCLUDE (case_id, held);
CREATE INDEX observable_bands ON observable USING gin (bands) WITH (fastupdate = off) WHERE kind = 'bio_text';
CREATE TRIGGER open_case BEFORE INSERT ON observable FOR EACH ROW EXECUTE FUNCTION refuse_closed_evidence();
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON observable FOR EACH ROW
  EXECUTE FUNCTION write_audit_entry('case', 'case_id', 'case_id', 'id', 'value,masked', 'value_key,sealed,bands');
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON observable FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();

-- Sealed only while the case has a mandate that is good now.
CREATE FUNCTION keep_observable_rules() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.held = 'sealed' AND NOT EXISTS (
       SELECT 1 FROM "case" c JOIN mandate m ON m.id = c.mandate_id
        WHERE c.id = NEW.case_id AND m.status = 'verified' AND (m.expires_at IS NULL OR m.expires_at > now())) THEN
    NEW.held := 'key_only';
    NEW.sealed := NULL;
    NEW.masked := '';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER only_under_a_mandate BEFORE INSERT OR UPDATE ON observable FOR EACH ROW EXECUTE FUNCTION keep_observable_rules();

-- Where the observables of a case in the safety lane are: the application's role has no right of any kind here.
CREATE TABLE locked_observable (
  id        uuid PRIMARY KEY,
  case_id   uuid NOT NULL,
  kind      text NOT NULL,
  subkind   text NOT NULL,
  value_key bytea NOT NULL,
  held      text NOT NULL,
  value     text,
  sealed    bytea,
  masked    text NOT NULL,
  bands     bigint[] NOT NULL,
  source    text NOT NULL,
  added_by  uuid[] NOT NULL,
  added_at  timestamptz NOT NULL
);
CREATE INDEX locked_observable_case ON locked_observable (case_id);
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON locked_observable FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();

-- The observables follow their case in the statement that moves it: locked with the lane, back when it leaves (what was sealed only if
-- the mandate is still good), gone for good with a purge or an erasure.
CREATE FUNCTION move_observables() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.state = 'erased' OR (NEW.evidence_purged_at IS NOT NULL AND NEW.evidence_purged_at IS DISTINCT FROM OLD.evidence_purged_at) THEN
    DELETE FROM observable WHERE case_id = NEW.id;
    DELETE FROM locked_observable WHERE case_id = NEW.id;
  ELSIF NEW.state = 'safeguarding' AND OLD.state <> 'safeguarding' THEN
    WITH moved AS (DELETE FROM observable WHERE case_id = NEW.id RETURNING *)
    INSERT INTO locked_observable (id, case_id, kind, subkind, value_key, held, value, sealed, masked, bands, source, added_by, added_at)
    SELECT id, case_id, kind, subkind, value_key, held, value, sealed, masked, bands, source, added_by, added_at FROM moved;
  ELSIF OLD.state = 'safeguarding' AND NEW.state <> 'safeguarding' THEN
    WITH moved AS (DELETE FROM locked_observable WHERE case_id = NEW.id RETURNING *)
    INSERT INTO observable (id, case_id, kind, subkind, value_key, held, value, sealed, masked, bands, source, added_by, added_at)
    SELECT id, case_id, kind, subkind, value_key, held, value, sealed, masked, bands, source, added_by, added_at FROM moved;
  ELSIF NEW.mandate_id IS DISTINCT FROM OLD.mandate_id THEN
    -- Another mandate is another person's: the rule above asks for each whether it may stay sealed.
    UPDATE observable SET held = 'key_only', sealed = NULL, masked = '' WHERE case_id = NEW.id AND held = 'sealed';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER lane_observables AFTER UPDATE ON "case" FOR EACH ROW
  WHEN (OLD.state IS DISTINCT FROM NEW.state OR OLD.evidence_purged_at IS DISTINCT FROM NEW.evidence_purged_at
        OR OLD.mandate_id IS DISTINCT FROM NEW.mandate_id)
  EXECUTE FUNCTION move_observables();

-- What was sealed under a mandate becomes a digest when the mandate is no longer good: nobody opens it again.
CREATE FUNCTION drop_sealed_observables(the_mandate uuid) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  dropped integer;
BEGIN
  UPDATE observable SET held = 'key_only', sealed = NULL, masked = ''
   WHERE held = 'sealed' AND case_id IN (SELECT id FROM "case" WHERE mandate_id = the_mandate);
  GET DIAGNOSTICS dropped = ROW_COUNT;
  UPDATE locked_observable SET held = 'key_only', sealed = NULL, masked = ''
   WHERE held = 'sealed' AND case_id IN (SELECT id FROM "case" WHERE mandate_id = the_mandate);
  RETURN dropped;
END
$$;
CREATE FUNCTION end_sealed_observables() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM drop_sealed_observables(NEW.id);
  RETURN NULL;
END
$$;
CREATE TRIGGER ends_observables AFTER UPDATE ON mandate FOR EACH ROW
  WHEN (OLD.status = 'verified' AND NEW.status <> 'verified') EXECUTE FUNCTION end_sealed_observables();
