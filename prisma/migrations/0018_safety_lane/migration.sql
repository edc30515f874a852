-- The safety lane: what stands about a case while it is there, how it leaves, what is referred, what is held back meanwhile.

-- Since when the case is in the lane; the clock of the purge and of the referral. Kept by trigger alone.
ALTER TABLE "case" ADD COLUMN lane_since timestamptz;

-- One row for each case that is in the lane, made and removed by trigger: there is none elsewhere.
CREATE TABLE lane_stay (
  case_id     uuid PRIMARY KEY REFERENCES "case" (id),
  account_id  uuid NOT NULL REFERENCES account (id),
  -- How it stood before; absent where its first report brought it here.
  from_state  text,
  kind        text NOT NULL CHECK (kind IN ('possible_minor', 'trafficking', 'threat_to_life', 'unspecified')),
  taken_by    uuid REFERENCES "user" (id),
  -- Whether notices about the account wait: proposed by its kind, then as a person decided.
  hold        text NOT NULL DEFAULT 'none' CHECK (hold IN ('none', 'proposed', 'on', 'off')),
  hold_reason text,
  hold_until  timestamptz,
  hold_by     uuid REFERENCES "user" (id),
  -- When the people of the lane were told that it came, and that it waits for its referral.
  told_at     timestamptz,
  reminded_at timestamptz,
  CHECK (hold <> 'on' OR (hold_reason IS NOT NULL AND hold_until IS NOT NULL AND hold_by IS NOT NULL))
);
CREATE INDEX lane_stay_account ON lane_stay (account_id);

-- Leaving the lane: proposed by one of its people, confirmed by another.
CREATE TABLE lane_exit (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  case_id     uuid NOT NULL REFERENCES "case" (id),
  reason      text NOT NULL,
  proposed_by uuid NOT NULL REFERENCES "user" (id),
  proposed_at timestamptz NOT NULL DEFAULT now(),
  expires_at  timestamptz NOT NULL,
  state       text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'confirmed', 'declined', 'withdrawn', 'lapsed')),
  decided_by  uuid REFERENCES "user" (id),
  decided_at  timestamptz,
  CHECK ((state = 'open') = (decided_at IS NULL)),
  CONSTRAINT lane_exit_two_persons CHECK (state <> 'confirmed' OR (decided_by IS NOT NULL AND decided_by <> proposed_by))
);
CREATE UNIQUE INDEX lane_exit_open_once ON lane_exit (case_id) WHERE state = 'open';
CREATE INDEX lane_exit_case ON lane_exit (case_id, decided_at);
CREATE INDEX lane_exit_expiry ON lane_exit (expires_at) WHERE state = 'open';
CREATE FUNCTION begin_lane_exit() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.state <> 'open' THEN RAISE EXCEPTION 'demasque: leaving the lane begins as a proposal'; END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER begins_open BEFORE INSERT ON lane_exit FOR EACH ROW EXECUTE FUNCTION begin_lane_exit();
CREATE TRIGGER only_ends BEFORE UPDATE ON lane_exit FOR EACH ROW EXECUTE FUNCTION keep_proposal();

-- What was referred, by hand, to whom: words alone. No picture, no fingerprint and no digest has a column here.
CREATE TABLE safety_referral (
  id                uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  case_id           uuid NOT NULL REFERENCES "case" (id),
  recipient         text NOT NULL,
  kind              text NOT NULL CHECK (kind IN ('suspected_minor_sexual', 'suspected_minor_prostitution', 'suspected_trafficking',
                      'suspected_pimping', 'sextortion', 'threat_to_life')),
  urgency           text NOT NULL CHECK (urgency IN ('immediate_danger_17_112', 'same_hour', 'same_day')),
  why               text NOT NULL CHECK (length(why) <= 1000),
  published_at      timestamptz,
  territory_hint    text NOT NULL DEFAULT '' CHECK (length(territory_hint) <= 100),
  channel_reference text NOT NULL DEFAULT '' CHECK (length(channel_reference) <= 200),
  is_contact_shared boolean NOT NULL DEFAULT false,
  referred_by       uuid NOT NULL REFERENCES "user" (id),
  referred_at       timestamptz NOT NULL,
  recorded_at       timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX safety_referral_case ON safety_referral (case_id, referred_at DESC);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON safety_referral FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

DO $audited$
DECLARE
  line text[];
BEGIN
  FOREACH line SLICE 1 IN ARRAY ARRAY[
    -- table, row id columns, content columns, silent columns
    ['lane_stay',       'case_id', '',                                      'told_at,reminded_at'],
    ['lane_exit',       'id',      '',                                      ''],
    ['safety_referral', 'id',      'why,territory_hint,channel_reference', '']
  ] LOOP
    EXECUTE format('CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION write_audit_entry(%L, %L, %L, %L, %L, %L)',
      line[1], 'case', 'case_id', 'case_id', line[2], line[3], line[4]);
    EXECUTE format('CREATE TRIGGER never_truncated BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()', line[1]);
  END LOOP;
END
$audited$;

-- ───────────────────────────── in and out ─────────────────────────────

-- Sets the clock, and marks everything that this transaction writes into the trail as the lane's: also what is unlocked, or erased.
-- A case leaves the lane in the transaction in which a second person confirms it, or erased.
CREATE FUNCTION set_lane_clock() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM set_config('demasque.lane', 'on', true);
  IF NEW.state = 'safeguarding' THEN
    IF TG_OP = 'INSERT' OR OLD.state <> 'safeguarding' THEN
      NEW.lane_since := clock_timestamp();
      -- Purged outside the lane, after a backup was restored: what came since is another matter, locked and purged by itself.
      IF TG_OP = 'UPDATE' AND NEW.evidence_purged_at IS NOT DISTINCT FROM OLD.evidence_purged_at THEN NEW.evidence_purged_at := NULL; END IF;
    ELSE
      NEW.lane_since := OLD.lane_since;
    END IF;
    RETURN NEW;
  END IF;
  NEW.lane_since := NULL;
  -- What was purged is gone; what is added from here on can be locked and purged anew, should the case come back.
  IF NEW.state <> 'erased' THEN NEW.evidence_purged_at := NULL; END IF;
  IF NEW.state <> 'erased' AND NOT EXISTS (
       SELECT 1 FROM lane_exit e WHERE e.case_id = NEW.id AND e.state = 'confirmed' AND e.decided_at = now()) THEN
    RAISE EXCEPTION 'demasque: a case leaves the lane by the word of two persons';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER lane_clock_insert BEFORE INSERT ON "case" FOR EACH ROW WHEN (NEW.state = 'safeguarding') EXECUTE FUNCTION set_lane_clock();
CREATE TRIGGER lane_clock BEFORE UPDATE ON "case" FOR EACH ROW
  WHEN (OLD.state = 'safeguarding' OR NEW.state = 'safeguarding') EXECUTE FUNCTION set_lane_clock();

-- Drafts of notices lose the case in the same transaction; one that was about it alone is stopped. Who had one open finds it changed.
CREATE FUNCTION drop_from_drafts(the_case uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  was_case text := coalesce(current_setting('demasque.case', true), '');
  draft    uuid;
BEGIN
  PERFORM set_config('demasque.case', the_case::text, true);
  FOR draft IN SELECT n.id FROM notice n JOIN notice_case nc ON nc.notice_id = n.id
                WHERE nc.case_id = the_case AND n.state = 'draft' ORDER BY n.id FOR UPDATE OF n LOOP
    DELETE FROM notice_case WHERE notice_id = draft AND case_id = the_case;
    UPDATE notice SET version = version + 1, good_faith_by = NULL, good_faith_at = NULL,
      state = CASE WHEN EXISTS (SELECT 1 FROM notice_case WHERE notice_id = draft) THEN state ELSE 'discarded' END WHERE id = draft;
  END LOOP;
  PERFORM set_config('demasque.case', was_case, true);
END
$$;
REVOKE ALL ON FUNCTION drop_from_drafts(uuid) FROM PUBLIC;

CREATE FUNCTION follow_lane() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  said text := nullif(current_setting('demasque.reason', true), '');
  what text;
BEGIN
  IF NEW.state = 'safeguarding' THEN
    -- A report that doubts an age says it by its answer, not by a reason.
    what := CASE WHEN said IN ('trafficking', 'threat_to_life', 'unspecified') THEN said ELSE 'possible_minor' END;
    INSERT INTO lane_stay (case_id, account_id, from_state, kind, hold)
    VALUES (NEW.id, NEW.account_id, CASE WHEN TG_OP = 'UPDATE' THEN OLD.state END, what,
            CASE WHEN what IN ('trafficking', 'threat_to_life') THEN 'proposed' ELSE 'none' END);
    IF TG_OP = 'UPDATE' THEN PERFORM drop_from_drafts(NEW.id); END IF;
    RETURN NULL;
  END IF;
  UPDATE lane_exit SET state = 'lapsed', decided_at = now() WHERE case_id = NEW.id AND state = 'open';
  DELETE FROM lane_stay WHERE case_id = NEW.id;
  IF NEW.state = 'erased' THEN
    UPDATE safety_referral SET why = '', territory_hint = '', channel_reference = '' WHERE case_id = NEW.id;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER lane_followed_insert AFTER INSERT ON "case" FOR EACH ROW WHEN (NEW.state = 'safeguarding') EXECUTE FUNCTION follow_lane();
CREATE TRIGGER lane_followed AFTER UPDATE ON "case" FOR EACH ROW
  WHEN (OLD.state IS DISTINCT FROM NEW.state AND (OLD.state = 'safeguarding' OR NEW.state = 'safeguarding')) EXECUTE FUNCTION follow_lane();
-- A case that left the lane again may be erased later: what was referred about it goes with it.
CREATE FUNCTION forget_referrals() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM safety_referral WHERE case_id = NEW.id) THEN
    PERFORM set_config('demasque.lane', 'on', true);
    UPDATE safety_referral SET why = '', territory_hint = '', channel_reference = '' WHERE case_id = NEW.id;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER referrals_forgotten AFTER UPDATE ON "case" FOR EACH ROW
  WHEN (NEW.state = 'erased' AND OLD.state NOT IN ('erased', 'safeguarding')) EXECUTE FUNCTION forget_referrals();

-- ───────────────────────────── notices wait ─────────────────────────────

-- While a hold is proposed or stands, no notice about any case of the account: a takedown may lose the trail of somebody in danger.
CREATE FUNCTION is_held_back(the_case uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM "case" c WHERE c.id = the_case AND (c.state = 'safeguarding' OR EXISTS (
      SELECT 1 FROM lane_stay l WHERE l.account_id = c.account_id AND (l.hold = 'proposed' OR (l.hold = 'on' AND l.hold_until > now())))))
$$;
CREATE FUNCTION refuse_held_notice() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  waits boolean;
BEGIN
  IF TG_TABLE_NAME = 'notice_case' THEN waits := is_held_back(NEW.case_id);
  ELSE SELECT bool_or(is_held_back(nc.case_id)) INTO waits FROM notice_case nc WHERE nc.notice_id = NEW.id;
  END IF;
  IF waits THEN RAISE EXCEPTION 'demasque: a restricted desk has this account' USING ERRCODE = 'DM006'; END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER held_back BEFORE INSERT ON notice_case FOR EACH ROW EXECUTE FUNCTION refuse_held_notice();
CREATE TRIGGER held_back BEFORE UPDATE ON notice FOR EACH ROW
  WHEN (OLD.state = 'draft' AND NEW.state NOT IN ('draft', 'discarded')) EXECUTE FUNCTION refuse_held_notice();

-- ───────────────────────────── care ─────────────────────────────

-- How many covered images somebody uncovered, by week, once the week's own entries are gone. Read by its owner alone.
CREATE TABLE exposure_week (
  user_id uuid NOT NULL REFERENCES "user" (id),
  week    date NOT NULL,
  reveals integer NOT NULL CHECK (reveals > 0),
  PRIMARY KEY (user_id, week)
);
CREATE INDEX access_log_reveals ON access_log (at) WHERE kind = 'image_revealed';

-- Takes single reveals out of the access log after seven days and keeps their number. Returns how many went.
CREATE FUNCTION fold_reveals() RETURNS integer LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH gone AS (
    DELETE FROM access_log WHERE kind = 'image_revealed' AND at < now() - interval '7 days' RETURNING actor, at),
  sums AS (
    SELECT substr(g.actor, 6)::uuid AS user_id, date_trunc('week', g.at AT TIME ZONE 'UTC')::date AS week, count(*)::integer AS reveals
      FROM gone g WHERE g.actor ~ '^user:[0-9a-f-]{36}$' GROUP BY 1, 2),
  kept AS (
    INSERT INTO exposure_week (user_id, week, reveals) SELECT s.user_id, s.week, s.reveals FROM sums s JOIN "user" u ON u.id = s.user_id
    ON CONFLICT (user_id, week) DO UPDATE SET reveals = exposure_week.reveals + excluded.reveals RETURNING 1)
  SELECT count(*)::integer FROM gone
$$;
