-- Changes that a second person confirms: rights, a second factor's reset, a channel's address, the mail server.
CREATE TABLE proposal (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind        text NOT NULL CHECK (kind IN ('grant_rights', 'reset_second_factor', 'channel_address', 'mail_server')),
  -- A person's id, a channel's id, or 'desk'.
  subject     text NOT NULL,
  -- What would be written, and how the subject stood: what is confirmed is what was shown, or nothing.
  payload     jsonb NOT NULL CHECK (jsonb_typeof(payload) = 'object'),
  proposed_by uuid NOT NULL REFERENCES "user",
  proposed_at timestamptz NOT NULL DEFAULT now(),
  expires_at  timestamptz NOT NULL,
  state       text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'confirmed', 'declined', 'withdrawn', 'lapsed')),
  -- Absent where it was confirmed because nobody else could, or lapsed.
  decided_by  uuid REFERENCES "user",
  decided_at  timestamptz,
  CHECK ((state = 'open') = (decided_at IS NULL)),
  -- Nobody confirms what they proposed, nor what is about themselves, whatever the application says.
  CONSTRAINT proposal_two_persons CHECK (state <> 'confirmed' OR decided_by IS NULL
    OR (decided_by <> proposed_by AND decided_by::text <> subject))
);
CREATE UNIQUE INDEX proposal_open_once ON proposal (kind, subject) WHERE state = 'open';
CREATE INDEX proposal_expiry ON proposal (expires_at) WHERE state = 'open';
CREATE INDEX proposal_subject ON proposal (subject, decided_at);

-- Ended once, by one change of its last columns; what was proposed never changes.
CREATE FUNCTION keep_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'open' OR NEW.state = 'open'
     OR (to_jsonb(NEW) - ARRAY['state', 'decided_by', 'decided_at']) <> (to_jsonb(OLD) - ARRAY['state', 'decided_by', 'decided_at']) THEN
    RAISE EXCEPTION 'demasque: proposal % only ends', OLD.id;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER only_ends BEFORE UPDATE ON proposal FOR EACH ROW EXECUTE FUNCTION keep_proposal();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON proposal FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON proposal FOR EACH ROW
  EXECUTE FUNCTION write_audit_entry('none', 'key_unused', '', 'id', '', '');

-- Who brought whom, and who was given which rights by whom of late: asked with every proposal.
CREATE INDEX invitation_accepted ON invitation (accepted_by) WHERE accepted_by IS NOT NULL;
