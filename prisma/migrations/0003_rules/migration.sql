-- The rules of the work, kept by the database as well as by the code.

-- Generated from lib/domain/case/lifecycle.ts; a test fails when the two differ.
CREATE TABLE case_transition (
  from_state text NOT NULL,
  to_state   text NOT NULL,
  PRIMARY KEY (from_state, to_state)
);
INSERT INTO case_transition (from_state, to_state) VALUES
  ('actioned', 'closed'),
  ('actioned', 'erased'),
  ('actioned', 'notified'),
  ('actioned', 'refused'),
  ('actioned', 'safeguarding'),
  ('actioned', 'unanswered'),
  ('authentic', 'erased'),
  ('closed', 'erased'),
  ('closed', 'safeguarding'),
  ('confirmed', 'closed'),
  ('confirmed', 'erased'),
  ('confirmed', 'notified'),
  ('confirmed', 'reopened'),
  ('confirmed', 'safeguarding'),
  ('draft', 'erased'),
  ('draft', 'open'),
  ('draft', 'safeguarding'),
  ('in_review', 'erased'),
  ('in_review', 'open'),
  ('in_review', 'reopened'),
  ('in_review', 'safeguarding'),
  ('in_review', 'second_opinion'),
  ('merged', 'erased'),
  ('notified', 'actioned'),
  ('notified', 'erased'),
  ('notified', 'refused'),
  ('notified', 'safeguarding'),
  ('notified', 'unanswered'),
  ('open', 'erased'),
  ('open', 'in_review'),
  ('open', 'safeguarding'),
  ('refused', 'actioned'),
  ('refused', 'closed'),
  ('refused', 'erased'),
  ('refused', 'notified'),
  ('refused', 'safeguarding'),
  ('refused', 'unanswered'),
  ('rejected', 'erased'),
  ('rejected', 'reopened'),
  ('rejected', 'safeguarding'),
  ('reopened', 'erased'),
  ('reopened', 'in_review'),
  ('reopened', 'safeguarding'),
  ('safeguarding', 'actioned'),
  ('safeguarding', 'closed'),
  ('safeguarding', 'draft'),
  ('safeguarding', 'erased'),
  ('safeguarding', 'notified'),
  ('safeguarding', 'open'),
  ('safeguarding', 'refused'),
  ('safeguarding', 'rejected'),
  ('safeguarding', 'reopened'),
  ('safeguarding', 'unanswered'),
  ('safeguarding', 'undetermined'),
  ('second_opinion', 'authentic'),
  ('second_opinion', 'confirmed'),
  ('second_opinion', 'erased'),
  ('second_opinion', 'in_review'),
  ('second_opinion', 'open'),
  ('second_opinion', 'rejected'),
  ('second_opinion', 'reopened'),
  ('second_opinion', 'safeguarding'),
  ('second_opinion', 'undetermined'),
  ('unanswered', 'actioned'),
  ('unanswered', 'closed'),
  ('unanswered', 'erased'),
  ('unanswered', 'notified'),
  ('unanswered', 'refused'),
  ('unanswered', 'safeguarding'),
  ('undetermined', 'erased'),
  ('undetermined', 'reopened'),
  ('undetermined', 'safeguarding')
;

-- The platforms that the address parser knows (lib/domain/case/vocabulary.ts); a test fails when the two differ.
INSERT INTO platform (id, name) VALUES
    ('x', 'X (Twitter)'),
    ('instagram', 'Instagram'),
    ('facebook', 'Facebook'),
    ('threads', 'Threads'),
    ('tiktok', 'TikTok'),
    ('snapchat', 'Snapchat'),
    ('telegram', 'Telegram'),
    ('reddit', 'Reddit'),
    ('youtube', 'YouTube'),
    ('twitch', 'Twitch'),
    ('pinterest', 'Pinterest'),
    ('linkedin', 'LinkedIn'),
    ('tumblr', 'Tumblr'),
    ('vk', 'VK'),
    ('discord', 'Discord'),
    ('bluesky', 'Bluesky'),
    ('fediverse', 'Fediverse'),
    ('onlyfans', 'OnlyFans'),
    ('mym', 'MYM'),
    ('fansly', 'Fansly'),
    ('fanvue', 'Fanvue'),
    ('linktree', 'Linktree'),
    ('allmylinks', 'AllMyLinks'),
    ('beacons', 'Beacons'),
    ('web', 'Web');

CREATE FUNCTION keep_case_rules() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF NEW.id <> OLD.id OR NEW.number <> OLD.number OR NEW.account_id <> OLD.account_id OR NEW.opened_by IS DISTINCT FROM OLD.opened_by THEN
    RAISE EXCEPTION 'demasque: the identity of case % never changes', OLD.number;
  END IF;
  IF NEW.state <> OLD.state THEN
    IF NOT EXISTS (SELECT 1 FROM case_transition WHERE from_state = OLD.state AND to_state = NEW.state) THEN
      RAISE EXCEPTION 'demasque: a case never goes from % to %', OLD.state, NEW.state;
    END IF;
    IF NEW.version <> OLD.version + 1 THEN
      RAISE EXCEPTION 'demasque: a change of state raises the version of case % by one', OLD.number;
    END IF;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER case_rules BEFORE UPDATE ON "case" FOR EACH ROW EXECUTE FUNCTION keep_case_rules();
CREATE TRIGGER never_deleted BEFORE DELETE ON "case" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON report FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON decision FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON notice_event FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON notice_document FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

-- An opinion needs the live lease; the second is never given by someone who logged the case or gave the first.
CREATE FUNCTION keep_opinion_rules() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  subject "case"%ROWTYPE;
  earlier integer;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF is_erasing() THEN RETURN NEW; END IF;
    IF OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL
       OR (to_jsonb(NEW) - 'withdrawn_at') <> (to_jsonb(OLD) - 'withdrawn_at') THEN
      RAISE EXCEPTION 'demasque: an opinion never changes; it can be withdrawn once';
    END IF;
    RETURN NEW;
  END IF;
  SELECT * INTO subject FROM "case" WHERE id = NEW.case_id FOR UPDATE;
  IF subject.round <> NEW.round THEN
    RAISE EXCEPTION 'demasque: an opinion belongs to the round of its case';
  END IF;
  IF subject.held_by IS DISTINCT FROM NEW.reviewer_id OR subject.lease_until <= clock_timestamp() THEN
    RAISE EXCEPTION 'demasque: an opinion needs the live lease';
  END IF;
  SELECT count(*) INTO earlier FROM opinion
   WHERE case_id = NEW.case_id AND round = NEW.round AND withdrawn_at IS NULL;
  IF earlier > 0 AND NOT NEW.is_solo AND EXISTS (SELECT 1 FROM report WHERE case_id = NEW.case_id AND reporter_id = NEW.reviewer_id) THEN
    RAISE EXCEPTION 'demasque: who logged a case does not give its second opinion';
  END IF;
  IF NEW.is_solo AND NOT EXISTS (
       SELECT 1 FROM opinion WHERE case_id = NEW.case_id AND round = NEW.round AND reviewer_id = NEW.reviewer_id
         AND NOT is_solo AND withdrawn_at IS NULL AND created_at <= clock_timestamp() - interval '24 hours') THEN
    RAISE EXCEPTION 'demasque: solo work confirms an opinion of one''s own, 24 hours later';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER opinion_rules BEFORE INSERT OR UPDATE ON opinion FOR EACH ROW EXECUTE FUNCTION keep_opinion_rules();
CREATE TRIGGER never_deleted BEFORE DELETE ON opinion FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

-- A notice that has left never changes but in what became of it; an Art. 16 notice leaves only with good faith and a ground.
CREATE FUNCTION keep_notice_rules() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  later text[] := ARRAY['state', 'reference', 'received_at', 'version'];
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.state IN ('sent', 'received', 'answered', 'imported') AND NOT is_erasing()
     AND (to_jsonb(NEW) - later) <> (to_jsonb(OLD) - later) THEN
    RAISE EXCEPTION 'demasque: notice % has left and never changes', OLD.number;
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.state <> 'draft' AND NEW.state IN ('draft', 'discarded') THEN
    RAISE EXCEPTION 'demasque: notice % has left and stays', OLD.number;
  END IF;
  -- Whatever state it takes on leaving, a notice leaves by this door; an imported one was sent elsewhere, and is no more than dates.
  IF NEW.state IN ('sent', 'received', 'answered') AND (TG_OP = 'INSERT' OR OLD.state NOT IN ('sent', 'received', 'answered')) THEN
    IF NEW.kind = 'illegal_content_notice' AND (NEW.good_faith_at IS NULL OR cardinality(NEW.legal_grounds) = 0 OR EXISTS (
         SELECT 1 FROM notice_case nc JOIN "case" c ON c.id = nc.case_id LEFT JOIN mandate m ON m.id = c.mandate_id
          WHERE nc.notice_id = NEW.id AND (c.decided_by IS DISTINCT FROM 'two_persons' OR m.status IS DISTINCT FROM 'verified' OR m.expires_at <= now()))) THEN
      RAISE EXCEPTION 'demasque: an illegal-content notice needs good faith, a legal ground, a valid mandate and two persons';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM notice_document WHERE notice_id = NEW.id) THEN
      RAISE EXCEPTION 'demasque: a notice leaves with its frozen documents';
    END IF;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER notice_rules BEFORE INSERT OR UPDATE ON notice FOR EACH ROW EXECUTE FUNCTION keep_notice_rules();
CREATE TRIGGER never_deleted BEFORE DELETE ON notice FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

-- ───────────────────────────── counts per view ─────────────────────────────

CREATE FUNCTION case_buckets(state text, queue text, is_active boolean, life integer) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT array_remove(ARRAY[
    CASE WHEN queue IN ('to_review', 'in_review', 'second_opinion', 'to_notify', 'waiting', 'held') THEN queue END,
    CASE WHEN is_active THEN 'active' END,
    CASE WHEN is_active AND life > 1 THEN 'back_again' END,
    CASE WHEN queue = 'ended' THEN 'ended' END], NULL)
$$;

CREATE FUNCTION count_cases() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO case_count_delta (bucket, delta)
    SELECT b, count(*) FROM new_rows n, unnest(case_buckets(n.state, n.queue, n.is_active, n.life)) b GROUP BY b;
  ELSE
    INSERT INTO case_count_delta (bucket, delta)
    SELECT bucket, sum(delta) FROM (
      SELECT b AS bucket, 1 AS delta FROM new_rows n, unnest(case_buckets(n.state, n.queue, n.is_active, n.life)) b
      UNION ALL
      SELECT b, -1 FROM old_rows o, unnest(case_buckets(o.state, o.queue, o.is_active, o.life)) b) moves
    GROUP BY bucket HAVING sum(delta) <> 0;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER counted_insert AFTER INSERT ON "case" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_cases();
CREATE TRIGGER counted_update AFTER UPDATE ON "case" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_cases();

-- Folds what has gathered so far; run by a job every few seconds. Returns how many rows were folded.
CREATE FUNCTION fold_case_counts() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  folded integer;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('demasque.fold_case_counts')) THEN RETURN 0; END IF;
  WITH gone AS (DELETE FROM case_count_delta WHERE id IN (SELECT id FROM case_count_delta ORDER BY id LIMIT 50000) RETURNING bucket, delta),
       sums AS (SELECT bucket, sum(delta) AS delta, count(*) AS n FROM gone GROUP BY bucket),
       kept AS (INSERT INTO case_count (bucket, value) SELECT bucket, delta FROM sums
                ON CONFLICT (bucket) DO UPDATE SET value = case_count.value + excluded.value RETURNING 1)
  SELECT coalesce(sum(n), 0)::integer INTO folded FROM sums;
  RETURN folded;
END
$$;
