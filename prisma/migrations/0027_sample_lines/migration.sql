-- What was sent about a case that is erased stays in the figures, but not what the samples showed: they never happened.

CREATE FUNCTION is_uncounted(state text, origin text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT state IN ('safeguarding', 'authentic') OR (state = 'erased' AND origin = 'sample')
$$;
CREATE OR REPLACE FUNCTION write_ledger_lines(the_notice uuid, the_case uuid) RETURNS void LANGUAGE sql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO ledger_line (notice_id, case_id, platform_id, track, channel_id, recipient_kind, sent_by, sent_at, received_at, answered_at,
                           removed_at, returned_at, outcome, is_hidden)
  SELECT n.id, c.id, n.platform_id, c.track, n.channel_id, ch.recipient_kind, n.sent_by, n.sent_at, n.received_at,
         CASE WHEN nc.outcome IN ('no_answer', 'verified_gone') THEN NULL ELSE nc.informed_on END,
         CASE WHEN nc.outcome IN ('account_removed', 'account_suspended', 'content_removed', 'restricted', 'back_again')
                THEN coalesce(nc.informed_on, nc.verified_gone_at)
              WHEN nc.outcome IN ('verified_gone', 'already_gone') THEN coalesce(nc.verified_gone_at, nc.informed_on) END,
         nc.came_back_at, nc.outcome, is_uncounted(c.state, c.origin)
    FROM notice_case nc JOIN notice n ON n.id = nc.notice_id JOIN channel ch ON ch.id = n.channel_id JOIN "case" c ON c.id = nc.case_id
   WHERE nc.notice_id = the_notice AND (the_case IS NULL OR nc.case_id = the_case) AND n.sent_at IS NOT NULL
     AND n.state IN ('sent', 'received', 'answered', 'imported')
  ON CONFLICT (notice_id, case_id) DO UPDATE SET received_at = excluded.received_at, answered_at = excluded.answered_at,
    removed_at = excluded.removed_at, returned_at = excluded.returned_at, outcome = excluded.outcome, track = excluded.track,
    is_hidden = excluded.is_hidden
$$;
CREATE OR REPLACE FUNCTION hide_ledger_lines() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE ledger_line SET is_hidden = is_uncounted(NEW.state, NEW.origin), track = NEW.track WHERE case_id = NEW.id;
  RETURN NULL;
END
$$;
DROP TRIGGER ledger_hides ON "case";
CREATE TRIGGER ledger_hides AFTER UPDATE ON "case" FOR EACH ROW
  WHEN (is_uncounted(OLD.state, OLD.origin) <> is_uncounted(NEW.state, NEW.origin) OR OLD.track IS DISTINCT FROM NEW.track)
  EXECUTE FUNCTION hide_ledger_lines();
UPDATE ledger_line l SET is_hidden = true FROM "case" c WHERE c.id = l.case_id AND c.state = 'erased' AND c.origin = 'sample' AND NOT l.is_hidden;
