-- The second factor: codes of an authenticator app, recovery codes, passkeys; and how far a session has come. What is secret about them
-- never reaches the trail: it is told that a factor came or went, and whose.

-- "password": the first factor is right and the second is awaited. "enrol": it is right, and there is no second one yet where one is
-- required. Only "full" opens the desk.
ALTER TABLE session
  ADD COLUMN level text NOT NULL DEFAULT 'password' CHECK (level IN ('password', 'enrol', 'full')),
  -- When a factor was last shown in this session.
  ADD COLUMN confirmed_at timestamptz;

CREATE TABLE second_factor (
  id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id      uuid NOT NULL REFERENCES "user" (id),
  kind         text NOT NULL CHECK (kind IN ('totp', 'recovery')),
  -- Sealed for the person; of kind "totp".
  secret       bytea,
  -- The time step of the last code that was taken: an older one, or the same again, is refused.
  last_counter bigint,
  -- Keyed digests of the recovery codes that are left.
  code_hashes  text[] NOT NULL DEFAULT '{}',
  codes_left   smallint,
  created_at   timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz,
  UNIQUE (user_id, kind),
  CHECK ((kind = 'totp') = (secret IS NOT NULL)),
  CHECK ((kind = 'recovery') = (codes_left IS NOT NULL)),
  CHECK (codes_left IS NULL OR codes_left = cardinality(code_hashes))
);

CREATE TABLE passkey (
  id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id       uuid NOT NULL REFERENCES "user" (id),
  name          text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  credential_id text NOT NULL UNIQUE,
  public_key    bytea NOT NULL,
  -- How often it was used, as it says itself; 0 for one that does not count.
  counter       bigint NOT NULL DEFAULT 0,
  transports    text[] NOT NULL DEFAULT '{}',
  created_at    timestamptz NOT NULL DEFAULT now(),
  last_used_at  timestamptz
);
CREATE INDEX passkey_of_user ON passkey (user_id);

-- What was asked of a browser and is awaited from it: each is answered once, and soon.
CREATE TABLE factor_challenge (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind       text NOT NULL CHECK (kind IN ('totp_enrolment', 'passkey_enrolment', 'passkey_confirmation', 'passkey_sign_in')),
  -- Absent for whoever has not signed in.
  session_id uuid REFERENCES session (id) ON DELETE CASCADE,
  -- A passkey's challenge (base64url).
  challenge  text UNIQUE,
  -- A secret that no code has proven yet, sealed.
  secret     bytea,
  expires_at timestamptz NOT NULL,
  CHECK ((challenge IS NULL) = (kind = 'totp_enrolment')),
  CHECK ((secret IS NULL) = (kind <> 'totp_enrolment')),
  CHECK ((session_id IS NULL) = (kind = 'passkey_sign_in'))
);
CREATE UNIQUE INDEX factor_challenge_secret ON factor_challenge (session_id) WHERE kind = 'totp_enrolment';
CREATE INDEX factor_challenge_end ON factor_challenge (expires_at);

CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON second_factor FOR EACH ROW
  EXECUTE FUNCTION write_audit_entry('user', 'user_id', '', 'id', '', 'secret,last_counter,code_hashes,last_used_at');
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON second_factor FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON passkey FOR EACH ROW
  EXECUTE FUNCTION write_audit_entry('user', 'user_id', '', 'id', 'name', 'credential_id,public_key,counter,transports,last_used_at');
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON passkey FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();

-- ───────────────────────────── who needs one ─────────────────────────────

CREATE FUNCTION has_second_factor(person uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM second_factor WHERE user_id = person AND kind = 'totp')
      OR EXISTS (SELECT 1 FROM passkey WHERE user_id = person)
$$;

CREATE FUNCTION is_second_factor_required() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT value = 'true'::jsonb FROM setting WHERE key = 'second_factor_required'), true)
$$;

-- How far the right password brings a person. Whoever holds a role is vetted.
CREATE FUNCTION level_after_password(person uuid, roles text[]) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN has_second_factor(person) THEN 'password'
              WHEN cardinality(roles) > 0 AND is_second_factor_required() THEN 'enrol'
              ELSE 'full' END
$$;

-- Sessions that were opened before the requirement came into force, or before their person was given a role, meet it at their next
-- request.
CREATE FUNCTION demand_second_factor(who uuid) RETURNS void LANGUAGE sql AS $$
  UPDATE session s SET level = level_after_password(u.id, u.roles)
    FROM "user" u
   WHERE u.id = s.user_id AND s.revoked_at IS NULL AND s.level = 'full' AND NOT has_second_factor(u.id) AND (who IS NULL OR u.id = who)
$$;
CREATE FUNCTION demand_of_newly_vetted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF cardinality(OLD.roles) = 0 AND cardinality(NEW.roles) > 0 THEN PERFORM demand_second_factor(NEW.id); END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER demand_second_factor AFTER UPDATE OF roles ON "user" FOR EACH ROW EXECUTE FUNCTION demand_of_newly_vetted();
CREATE FUNCTION demand_of_everybody() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.key = 'second_factor_required' THEN PERFORM demand_second_factor(NULL); END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER demand_second_factor AFTER INSERT OR UPDATE ON setting FOR EACH ROW EXECUTE FUNCTION demand_of_everybody();
