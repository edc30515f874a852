-- What every kind of evidence shares: when it may be added, and when it goes. Each kind keeps its own table and follows the case by
-- triggers of its own on three moments: the case enters the safety lane (locked), leaves it (unlocked), its evidence is purged.

-- Set once by a person of the lane, or by the job a day after the case went into it. What was locked is deleted in that statement.
ALTER TABLE "case" ADD COLUMN evidence_purged_at timestamptz;

-- For tables with a case_id: nothing is added to a case that is in the lane, hidden or gone, nor to one whose row is being locked.
CREATE FUNCTION refuse_closed_evidence() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  now_in text;
BEGIN
  IF NEW.case_id IS NULL THEN RETURN NEW; END IF;
  -- Waits for whoever is moving the case, so that nothing slips in between.
  SELECT state INTO now_in FROM "case" WHERE id = NEW.case_id FOR SHARE;
  IF now_in IN ('safeguarding', 'authentic', 'erased', 'merged') THEN
    RAISE EXCEPTION 'demasque: no evidence is added to a case that is %', now_in USING ERRCODE = 'DM005';
  END IF;
  RETURN NEW;
END
$$;
