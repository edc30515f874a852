-- Vetting: who applies, who vouches, which charter was accepted, what training gave, on which tracks somebody reviews and until
-- when; and whose decisions another pair of eyes looks at again.

ALTER TABLE "user"
  DROP CONSTRAINT user_status_check,
  -- An applicant has an account and no rights; a refused one is a row without a name, kept for what refers to it.
  ADD CONSTRAINT user_status_check CHECK (status IN ('active', 'suspended', 'applicant', 'refused')),
  ADD COLUMN review_tracks text[] NOT NULL DEFAULT '{}' CHECK (review_tracks <@ ARRAY['stolen_photo_scammer', 'redirecting_bot']),
  ADD COLUMN charter_version text,
  ADD COLUMN admitted_at timestamptz,
  ADD COLUMN vetted_until timestamptz,
  -- What the person was told last about the end of their vetting.
  ADD COLUMN vetting_told text CHECK (vetting_told IN ('ends', 'ended')),
  ADD CONSTRAINT applicants_hold_nothing CHECK (status NOT IN ('applicant', 'refused') OR (roles = '{}' AND review_tracks = '{}'));
CREATE INDEX user_standing ON "user" (status, lower(pseudonym), id) WHERE NOT is_sample;
CREATE INDEX user_vetted_until ON "user" (vetted_until) WHERE status = 'active' AND roles && ARRAY['reviewer', 'safeguarding'];

-- The roles that somebody has at this moment: review and safeguarding rest where their vetting has run out, and come back with it.
CREATE FUNCTION live_roles(roles text[], vetted_until timestamptz) RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN vetted_until > now() THEN roles ELSE array_remove(array_remove(roles, 'reviewer'), 'safeguarding') END
$$;

CREATE TABLE application (
  user_id         uuid PRIMARY KEY REFERENCES "user" (id),
  origin          text NOT NULL CHECK (origin IN ('form', 'invitation', 'provider')),
  state           text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'admitted', 'refused')),
  roles           text[] NOT NULL DEFAULT '{}'
                  CHECK (roles <@ ARRAY['volunteer', 'reviewer', 'safeguarding', 'protection', 'auditor', 'admin']),
  tracks          text[] NOT NULL DEFAULT '{}' CHECK (tracks <@ ARRAY['stolen_photo_scammer', 'redirecting_bot']),
  languages       text[] NOT NULL DEFAULT '{}',
  content         bytea,
  training_opened boolean NOT NULL DEFAULT false,
  submitted_at    timestamptz NOT NULL DEFAULT now(),
  decided_at      timestamptz,
  decided_by      uuid REFERENCES "user" (id),
  reason          text,
  note            bytea,
  vouchers_asked  integer,
  vouchers_given  integer,
  erased_at       timestamptz,
  CHECK ((state = 'waiting') = (decided_at IS NULL)),
  CHECK (erased_at IS NULL OR (content IS NULL AND note IS NULL))
);
CREATE INDEX application_waiting ON application (submitted_at, user_id) WHERE state = 'waiting';
CREATE INDEX application_to_erase ON application (decided_at) WHERE state = 'refused' AND erased_at IS NULL;

CREATE TABLE voucher (
  id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  person_id    uuid NOT NULL REFERENCES "user" (id),
  voucher_id   uuid NOT NULL REFERENCES "user" (id),
  sentence     bytea,
  created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  withdrawn_at timestamptz,
  counted_at   timestamptz,
  CHECK (person_id <> voucher_id),
  CHECK (withdrawn_at IS NULL OR counted_at IS NULL)
);
-- One word for one person at a time; the next renewal asks anew.
CREATE UNIQUE INDEX voucher_standing ON voucher (person_id, voucher_id) WHERE withdrawn_at IS NULL AND counted_at IS NULL;
CREATE INDEX voucher_of_person ON voucher (person_id, created_at);

CREATE TABLE charter_acceptance (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id     uuid NOT NULL REFERENCES "user" (id),
  version     text NOT NULL,
  accepted_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX charter_acceptance_of_user ON charter_acceptance (user_id, accepted_at);

CREATE TABLE training_attempt (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id     uuid NOT NULL REFERENCES "user" (id),
  track       text NOT NULL CHECK (track IN ('stolen_photo_scammer', 'redirecting_bot')),
  edition     text NOT NULL,
  case_order  text[] NOT NULL,
  answers     jsonb NOT NULL DEFAULT '{}',
  started_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished_at timestamptz,
  score       integer,
  is_passed   boolean,
  CHECK ((finished_at IS NULL) = (score IS NULL) AND (finished_at IS NULL) = (is_passed IS NULL))
);
CREATE UNIQUE INDEX training_under_way ON training_attempt (user_id, track) WHERE finished_at IS NULL;
CREATE INDEX training_of_user ON training_attempt (user_id, track, finished_at);

CREATE TABLE second_look (
  person_id uuid NOT NULL REFERENCES "user" (id),
  case_id   uuid NOT NULL REFERENCES "case" (id),
  state     text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'stands', 'reopened', 'wrong')),
  listed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  looked_by uuid REFERENCES "user" (id),
  looked_at timestamptz,
  PRIMARY KEY (person_id, case_id),
  CHECK ((state = 'waiting') = (looked_at IS NULL))
);
CREATE INDEX second_look_waiting ON second_look (case_id) WHERE state = 'waiting';

-- What has been accepted, and how a training ended, never changes.
CREATE FUNCTION keep_training_result() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.finished_at IS NOT NULL OR NEW.user_id <> OLD.user_id OR NEW.track <> OLD.track
     OR NEW.case_order <> OLD.case_order OR NEW.started_at <> OLD.started_at THEN
    RAISE EXCEPTION 'demasque: a training that has ended never changes';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER training_result BEFORE UPDATE OR DELETE ON training_attempt FOR EACH ROW EXECUTE FUNCTION keep_training_result();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON charter_acceptance FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

-- What people told about themselves and each other is content: the trail keeps digests of it, under the secret of the person.
DO $audited$
DECLARE
  line text[];
BEGIN
  FOREACH line SLICE 1 IN ARRAY ARRAY[
    -- table, unit kind, unit column, case column, row id columns, content columns, silent columns
    ['application',        'user', 'user_id',   '',        'user_id',           'content,note',          ''],
    ['voucher',            'user', 'person_id', '',        'id',                'sentence',              ''],
    ['charter_acceptance', 'user', 'user_id',   '',        'id',                '',                      ''],
    ['training_attempt',   'user', 'user_id',   '',        'id',                '',                      'answers'],
    ['second_look',        'case', 'case_id',   'case_id', 'person_id,case_id', '',                      '']
  ] LOOP
    EXECUTE format(
      'CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION write_audit_entry(%L, %L, %L, %L, %L, %L)',
      line[1], line[2], line[3], line[4], line[5], line[6], line[7]);
    EXECUTE format('CREATE TRIGGER never_truncated BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()', line[1]);
  END LOOP;
END
$audited$;
