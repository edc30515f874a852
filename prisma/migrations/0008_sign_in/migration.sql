-- Asked by the statement that opens a change, under the locks of what it asks about. `person` is whoever changes something: nobody
-- who is suspended does, not even with a request that was let in a moment before. `waits_in_incidents` is said for every change but
-- those that an incident is worked on with: a desk that is read-only or closed refuses it.
-- Sample people, as whom nobody signs in, are suspended from the start and play their part in the samples.
--
-- The locks are shared: they wait for a suspension or a change of the mode that is under way, and make the next one wait for this
-- transaction. So once one of those has ended, nothing that began before is still being written. VOLATILE, so that each question is
-- answered by what was committed while it waited.
CREATE FUNCTION begin_change(person uuid, waits_in_incidents boolean) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  present text;
BEGIN
  IF waits_in_incidents THEN
    PERFORM pg_advisory_xact_lock_shared(hashtext('demasque.mode'));
    SELECT value ->> 'mode' INTO present FROM public.setting WHERE key = 'mode';
    IF coalesce(present, 'normal') <> 'normal' THEN
      RAISE EXCEPTION 'demasque: the desk is %', present USING ERRCODE = 'DM003';
    END IF;
  END IF;
  IF person IS NOT NULL THEN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('demasque.person:' || person::text, 0));
    IF EXISTS (SELECT 1 FROM public."user" WHERE id = person AND status = 'suspended' AND NOT is_sample) THEN
      RAISE EXCEPTION 'demasque: this person is suspended' USING ERRCODE = 'DM004';
    END IF;
  END IF;
  RETURN true;
END
$$;

-- A link by which a forgotten password is replaced, sent by mail or handed over by an administrator. It works once.
CREATE TABLE password_reset (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id    uuid NOT NULL REFERENCES "user" (id),
  -- SHA-256 of the secret in the link.
  token_hash text NOT NULL UNIQUE,
  -- Null where the person asked for it by mail.
  created_by uuid REFERENCES "user" (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  used_at    timestamptz
);
CREATE INDEX password_reset_user ON password_reset (user_id);

-- Who somebody is at the OpenID provider. The pair of issuer and subject names them; addresses do not.
CREATE TABLE external_identity (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id    uuid NOT NULL REFERENCES "user" (id),
  issuer     text NOT NULL CHECK (length(issuer) BETWEEN 1 AND 500),
  subject    text NOT NULL CHECK (length(subject) BETWEEN 1 AND 255),
  created_at timestamptz NOT NULL DEFAULT now(),
  ended_at   timestamptz
);
CREATE UNIQUE INDEX external_identity_one ON external_identity (issuer, subject) WHERE ended_at IS NULL;
CREATE INDEX external_identity_user ON external_identity (user_id);

CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON password_reset FOR EACH ROW
  EXECUTE FUNCTION write_audit_entry('user', 'user_id', '', 'id', 'token_hash', '');
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON password_reset FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON external_identity FOR EACH ROW
  EXECUTE FUNCTION write_audit_entry('user', 'user_id', '', 'id', 'issuer,subject', '');
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON external_identity FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
