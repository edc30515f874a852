-- The figures of whole months, counted as they are written, so that a page of figures costs the same at any number of notices.
-- Several writers never wait for one row: each appends what it changed, and a job folds that into the counts (as with `case_count`).

CREATE FUNCTION whole_hours(since timestamptz, till timestamptz) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT floor(date_part('epoch', till - since) / 3600)::integer
$$;

-- What one line of the ledger counts as, in the month (UTC) of its sending. `hours` is 0 where nothing is measured.
CREATE FUNCTION ledger_facts(line ledger_line) RETURNS TABLE (month date, platform_id text, track text, fact text, hours integer)
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT date_trunc('month', line.sent_at AT TIME ZONE 'UTC')::date, line.platform_id, line.track, f.fact, f.hours
    FROM (VALUES
      ('sent', 0),
      ('outcome.' || coalesce(line.outcome, 'none'), 0),
      (CASE WHEN line.received_at IS NOT NULL THEN 'received' END, 0),
      (CASE WHEN line.answered_at IS NOT NULL THEN 'answered' END, 0),
      (CASE WHEN line.removed_at IS NOT NULL THEN 'removed' END, 0),
      (CASE WHEN line.returned_at IS NOT NULL THEN 'returned' END, 0),
      (CASE WHEN line.received_at >= line.sent_at THEN 'hours.receipt' END, whole_hours(line.sent_at, line.received_at)),
      (CASE WHEN line.answered_at >= line.sent_at THEN 'hours.answer' END, whole_hours(line.sent_at, line.answered_at)),
      (CASE WHEN line.removed_at >= line.sent_at THEN 'hours.removal' END, whole_hours(line.sent_at, line.removed_at))) f (fact, hours)
   WHERE f.fact IS NOT NULL AND NOT line.is_hidden
$$;

CREATE TABLE ledger_count (
  month       date NOT NULL,
  platform_id text NOT NULL,
  track       text NOT NULL,
  fact        text NOT NULL,
  hours       integer NOT NULL,
  value       bigint NOT NULL,
  PRIMARY KEY (month, platform_id, track, fact, hours)
);
CREATE INDEX ledger_count_empty ON ledger_count (month) WHERE value = 0;
CREATE TABLE ledger_count_delta (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  month       date NOT NULL,
  platform_id text NOT NULL,
  track       text NOT NULL,
  fact        text NOT NULL,
  hours       integer NOT NULL,
  delta       bigint NOT NULL
);
CREATE FUNCTION count_ledger() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO ledger_count_delta (month, platform_id, track, fact, hours, delta)
    SELECT f.*, count(*) FROM new_rows n, ledger_facts(n) f GROUP BY 1, 2, 3, 4, 5;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO ledger_count_delta (month, platform_id, track, fact, hours, delta)
    SELECT f.*, -count(*) FROM old_rows o, ledger_facts(o) f GROUP BY 1, 2, 3, 4, 5;
  ELSE
    INSERT INTO ledger_count_delta (month, platform_id, track, fact, hours, delta)
    SELECT month, platform_id, track, fact, hours, sum(delta) FROM (
      SELECT f.*, 1 AS delta FROM new_rows n, ledger_facts(n) f
      UNION ALL
      SELECT f.*, -1 FROM old_rows o, ledger_facts(o) f) moves
    GROUP BY 1, 2, 3, 4, 5 HAVING sum(delta) <> 0;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER counted_insert AFTER INSERT ON ledger_line REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_ledger();
CREATE TRIGGER counted_update AFTER UPDATE ON ledger_line REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_ledger();
CREATE TRIGGER counted_delete AFTER DELETE ON ledger_line REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION count_ledger();

-- Folds what has gathered so far; run by a job. Returns how many rows were folded.
CREATE FUNCTION fold_ledger_counts() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  folded integer;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('demasque.fold_ledger_counts')) THEN RETURN 0; END IF;
  WITH gone AS (DELETE FROM ledger_count_delta WHERE id IN (SELECT id FROM ledger_count_delta ORDER BY id LIMIT 50000) RETURNING *),
       sums AS (SELECT month, platform_id, track, fact, hours, sum(delta) AS delta, count(*) AS n FROM gone GROUP BY 1, 2, 3, 4, 5),
       kept AS (INSERT INTO ledger_count (month, platform_id, track, fact, hours, value) SELECT month, platform_id, track, fact, hours, delta FROM sums
                ON CONFLICT (month, platform_id, track, fact, hours) DO UPDATE SET value = ledger_count.value + excluded.value RETURNING 1)
  SELECT coalesce(sum(n), 0)::integer INTO folded FROM sums;
  IF folded > 0 THEN DELETE FROM ledger_count WHERE value = 0; END IF;
  RETURN folded;
END
$$;

-- From the lines anew. For whoever owns the tables: the counts follow the lines by themselves.
CREATE FUNCTION recount_ledger() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  LOCK TABLE ledger_line IN SHARE MODE;
  DELETE FROM ledger_count_delta;
  DELETE FROM ledger_count;
  INSERT INTO ledger_count (month, platform_id, track, fact, hours, value)
  SELECT f.*, count(*) FROM ledger_line l, ledger_facts(l) f GROUP BY 1, 2, 3, 4, 5;
END
$$;
SELECT recount_ledger();
