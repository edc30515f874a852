-- The trail: every change of an audited table is written by a trigger, in the transaction of the change.
-- No code path can forget it, and the application's role can neither write nor alter it.

CREATE TABLE audit_entry (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at            timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor         text NOT NULL,
  action        text NOT NULL,
  reason        text,
  request_id    text,
  operation     text NOT NULL CHECK (operation IN ('insert', 'update', 'delete')),
  subject_table text NOT NULL,
  subject_id    text NOT NULL,
  case_id       uuid,
  -- The erasure unit: whose secret commits to the values, and with whose erasure they go.
  unit_kind     text NOT NULL CHECK (unit_kind IN ('case', 'account', 'report', 'user', 'bank', 'none')),
  unit_id       uuid,
  is_lane       boolean NOT NULL DEFAULT false,
  -- {"column": [old, new]}: text as it is for ids, enums, numbers and times; {"digest": hex} for content; null for absent.
  changes       jsonb NOT NULL
);
CREATE INDEX audit_entry_case ON audit_entry (case_id, id) WHERE case_id IS NOT NULL;
CREATE INDEX audit_entry_actor ON audit_entry (actor, id);
CREATE INDEX audit_entry_action ON audit_entry (action, id);
CREATE INDEX audit_entry_unit ON audit_entry (unit_id) WHERE unit_id IS NOT NULL;
CREATE INDEX audit_entry_at ON audit_entry (at);

-- Entries that no leaf stands for yet; the sealer takes them from here.
CREATE TABLE audit_queue (
  entry_id bigint PRIMARY KEY,
  at       timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- One random secret per erasure unit; the nil id of kind 'none' is for what belongs to no unit and is never erased.
CREATE TABLE commitment_secret (
  unit_kind  text NOT NULL,
  unit_id    uuid NOT NULL,
  secret     bytea NOT NULL DEFAULT gen_random_bytes(32),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (unit_kind, unit_id)
);
INSERT INTO commitment_secret (unit_kind, unit_id) VALUES ('none', '00000000-0000-0000-0000-000000000000');

-- Reads that matter, sign-ins, exports: apart from the trail, kept 12 months, no raw network addresses.
CREATE TABLE access_log (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at           timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor        text NOT NULL,
  kind         text NOT NULL,
  subject      text NOT NULL DEFAULT '',
  address_hmac text,
  request_id   text
);
CREATE INDEX access_log_at ON access_log (at);
CREATE INDEX access_log_actor ON access_log (actor, id);

-- Which role the application signs in as; written by apply_grants.
CREATE TABLE trail_setting (
  key   text PRIMARY KEY,
  value text NOT NULL
);

-- ───────────────────────────── writing an entry ─────────────────────────────

-- The commitment to one value: HMAC-SHA-256(nonce, JCS([table, row, column, text])) with
-- nonce = HMAC-SHA-256(secret of the unit, entry id ‖ 0x1F ‖ field). A column has two fields, old.<column> and new.<column>: who
-- is shown the new value and its nonce must not be able to try out what the old one was. The sealer computes the same for every
-- other field. No SET clause, so that the planner can fold it into the trigger's statement, which has its own search path.
CREATE FUNCTION trail_digest(secret bytea, entry_id bigint, subject_table text, subject_id text, field text, value text)
RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN value IS NULL THEN 'null'::jsonb
              ELSE jsonb_build_object('digest', encode(public.hmac(
                pg_catalog.convert_to('[' || to_json(subject_table)::text || ',' || to_json(subject_id)::text || ',' || to_json(field)::text
                                      || ',' || to_json(value)::text || ']', 'UTF8'),
                public.hmac(pg_catalog.convert_to(entry_id::text || chr(31) || field, 'UTF8'), secret, 'sha256'),
                'sha256'), 'hex')) END
$$;

-- True inside the owner's eraser alone. Whoever may set the flag may not write the row that says which transaction erases.
CREATE FUNCTION is_erasing() RETURNS boolean LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF coalesce(current_setting('demasque.erasing', true), '') = '' THEN RETURN false; END IF;
  RETURN current_user = (SELECT tableowner FROM pg_tables WHERE schemaname = 'public' AND tablename = 'audit_entry')
     AND EXISTS (SELECT 1 FROM trail_setting WHERE key = 'erasing:' || pg_current_xact_id()::text);
END
$$;

-- Arguments of the trigger: unit kind, unit id's column, case id's column ('' for none), row id's columns (+ joined),
-- content columns (comma separated), silent columns (comma separated: kept out of the trail, such as a lease's renewal).
CREATE FUNCTION write_audit_entry() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
  before_row jsonb;
  after_row  jsonb;
  current_row_image jsonb;
  who        text := nullif(current_setting('demasque.actor', true), '');
  what       text := nullif(current_setting('demasque.action', true), '');
  app_role   text;
  unit       text := TG_ARGV[0];
  unit_row   uuid;
  content    text[] := string_to_array(TG_ARGV[4], ',');
  silent     text[] := string_to_array(TG_ARGV[5], ',');
  entry      bigint;
  key_name   text;
  subject    text;
  seal       bytea;
  diff       jsonb := '{}';
  -- Asked only where somebody claims it: a call would cost every write.
  erasing    boolean := coalesce(current_setting('demasque.erasing', true), '') <> '' AND is_erasing();
  in_lane    boolean := false;
  the_case   uuid;
BEGIN
  IF TG_OP <> 'INSERT' THEN before_row := to_jsonb(OLD); END IF;
  IF TG_OP <> 'DELETE' THEN after_row := to_jsonb(NEW); END IF;
  current_row_image := coalesce(after_row, before_row);

  -- Silent columns are no change of state: nothing to say, and nobody to ask for.
  IF TG_OP = 'UPDATE' AND (before_row - silent) = (after_row - silent) THEN
    RETURN NULL;
  END IF;

  SELECT value INTO app_role FROM trail_setting WHERE key = 'app_role';
  IF session_user = app_role THEN
    IF who IS NULL OR what IS NULL THEN
      RAISE EXCEPTION 'demasque: a change of % without an actor and an action is refused', TG_TABLE_NAME;
    END IF;
  ELSIF who IS DISTINCT FROM 'operator' OR session_user <> (SELECT tableowner FROM pg_tables WHERE schemaname = 'public' AND tablename = 'audit_entry') THEN
    who := 'database:' || session_user;
    what := coalesce(what, 'database.' || lower(TG_OP));
  END IF;

  -- What the eraser does is told without what was there, and outlives the unit: it belongs to none.
  unit_row := CASE WHEN erasing THEN NULL ELSE nullif(current_row_image ->> TG_ARGV[1], '')::uuid END;
  IF unit_row IS NULL THEN
    -- What lies in a bank and belongs to no case is erased with the bank.
    unit_row := CASE WHEN erasing THEN NULL ELSE nullif(current_row_image ->> 'bank_id', '')::uuid END;
    unit := CASE WHEN unit_row IS NULL THEN 'none' ELSE 'bank' END;
  END IF;
  the_case := CASE WHEN TG_ARGV[2] = '' THEN nullif(current_setting('demasque.case', true), '')::uuid
                   ELSE (current_row_image ->> TG_ARGV[2])::uuid END;
  IF strpos(TG_ARGV[3], ',') = 0 THEN
    subject := current_row_image ->> TG_ARGV[3];
  ELSE
    SELECT string_agg(current_row_image ->> k, ':') INTO subject FROM unnest(string_to_array(TG_ARGV[3], ',')) AS k;
  END IF;
  entry := nextval('public.audit_entry_id_seq');

  -- A row that is its own unit brings a new secret with it; every other finds its unit's.
  IF TG_OP = 'INSERT' AND TG_ARGV[1] = 'id' AND unit <> 'none' THEN
    INSERT INTO commitment_secret (unit_kind, unit_id) VALUES (unit, unit_row) ON CONFLICT DO NOTHING RETURNING secret INTO seal;
  END IF;
  IF seal IS NULL THEN
    SELECT secret INTO seal FROM commitment_secret
     WHERE unit_kind = unit AND unit_id = coalesce(unit_row, '00000000-0000-0000-0000-000000000000');
  END IF;
  IF seal IS NULL THEN
    INSERT INTO commitment_secret (unit_kind, unit_id) VALUES (unit, unit_row)
    ON CONFLICT (unit_kind, unit_id) DO UPDATE SET created_at = commitment_secret.created_at
    RETURNING secret INTO seal;
  END IF;

  SELECT coalesce(jsonb_object_agg(key, jsonb_build_array(CASE WHEN erasing THEN NULL ELSE old_text END, new_text)), '{}') INTO diff
    FROM (SELECT key, before_row ->> key AS old_text, after_row ->> key AS new_text FROM jsonb_object_keys(current_row_image) AS key) AS cell
   WHERE old_text IS DISTINCT FROM new_text AND NOT key = ANY (silent);
  -- One simple expression a column: as part of the statement above the digest would be planned anew for every row.
  FOREACH key_name IN ARRAY content LOOP
    IF diff ? key_name THEN
      diff := diff || jsonb_build_object(key_name, jsonb_build_array(
        trail_digest(seal, entry, TG_TABLE_NAME, subject, 'old.' || key_name, diff -> key_name ->> 0),
        trail_digest(seal, entry, TG_TABLE_NAME, subject, 'new.' || key_name, diff -> key_name ->> 1)));
    END IF;
  END LOOP;

  IF TG_TABLE_NAME = 'case' THEN
    in_lane := (after_row ->> 'state') = 'safeguarding' OR (before_row ->> 'state') = 'safeguarding';
  ELSIF the_case IS NOT NULL THEN
    SELECT state = 'safeguarding' INTO in_lane FROM "case" WHERE id = the_case;
  END IF;
  -- Said by the lane's own triggers: what happens as a case leaves it, or is erased there, is the lane's as well.
  in_lane := coalesce(in_lane, false) OR current_setting('demasque.lane', true) = 'on' OR TG_TABLE_NAME IN ('lane_stay', 'lane_exit', 'safety_referral');

  INSERT INTO audit_entry (id, actor, action, reason, request_id, operation, subject_table, subject_id, case_id, unit_kind, unit_id, is_lane, changes)
  OVERRIDING SYSTEM VALUE
  VALUES (entry, who, what, nullif(current_setting('demasque.reason', true), ''), nullif(current_setting('demasque.request', true), ''),
          lower(TG_OP), TG_TABLE_NAME, subject, the_case, unit, unit_row, coalesce(in_lane, false), diff);
  INSERT INTO audit_queue (entry_id) VALUES (entry);
  RETURN NULL;
END
$$;

CREATE FUNCTION refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'demasque: % is never truncated', TG_TABLE_NAME;
END
$$;

CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF is_erasing() THEN RETURN CASE TG_OP WHEN 'UPDATE' THEN NEW ELSE OLD END; END IF;
  RAISE EXCEPTION 'demasque: % is append-only', TG_TABLE_NAME;
END
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON audit_queue FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON commitment_secret FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();

-- ───────────────────────────── which tables, and how each is read ─────────────────────────────

DO $audited$
DECLARE
  line text[];
BEGIN
  FOREACH line SLICE 1 IN ARRAY ARRAY[
    -- table, unit kind, unit column, case column, row id columns, content columns, silent columns
    ['user',             'user',    'id',         '',        'id',                        'email,pseudonym,password_hash', 'settings,theme,locale'],
    ['invitation',       'user',    'created_by', '',        'id',                        'token_hash,note',               ''],
    ['api_token',        'user',    'user_id',    '',        'id',                        'token_hash,name',               'last_used_at'],
    ['setting',          'none',    'key_unused', '',        'key',                       '',                              'updated_at'],
    ['platform',         'none',    'key_unused', '',        'id',                        '',                              ''],
    ['channel',          'none',    'key_unused', '',        'id',                        '',                              ''],
    ['mandate',          'user',    'created_by', '',        'id',                        'label,authentic_url,code,handle_key', 'told_end_at'],
    ['mandate_sighting', 'user',    'reviewer_id','',        'mandate_id,reviewer_id,round', '',                           ''],
    ['account',          'account', 'id',         '',        'id',                        'handle,handle_key,stable_id,profile_url,display_name,skeleton', ''],
    ['account_handle',   'account', 'account_id', '',        'id',                        'handle',                        ''],
    ['case',             'case',    'id',         'id',      'id',                        '',                              'lease_until,queue_rank,points,queue,is_active'],
    ['case_tag',         'case',    'case_id',    'case_id', 'case_id,tag,added_by',      '',                              ''],
    ['report',           'report',  'id',         'case_id', 'id',                        'observed,source_text,import_key', ''],
    ['opinion',          'case',    'case_id',    'case_id', 'id',                        'note',                          ''],
    ['decision',         'case',    'case_id',    'case_id', 'id',                        '',                              ''],
    ['import',           'user',    'user_id',    '',        'id',                        'file_name,file_sha256,options', 'source,next_row,created_count,joined_count,known_count,refused_count'],
    ['notice',           'user',    'prepared_by','',        'id',                        'explanation,rule_cited,notifier', ''],
    ['notice_case',      'case',    'case_id',    'case_id', 'notice_id,case_id',         '',                              ''],
    ['notice_document',  'none',    'key_unused', '',        'notice_id,format',          'bytes',                         ''],
    ['notice_event',     'case',    'case_id',    'case_id', 'id',                        'note,reference',                ''],
    ['authentic_marker', 'none',    'key_unused', '',        'key_hmac',                  '',                              '']
  ] LOOP
    EXECUTE format(
      'CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION write_audit_entry(%L, %L, %L, %L, %L, %L)',
      line[1], line[2], line[3], line[4], line[5], line[6], line[7]);
    EXECUTE format('CREATE TRIGGER never_truncated BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()', line[1]);
  END LOOP;
END
$audited$;

-- ───────────────────────────── erasure ─────────────────────────────

-- Blanks the content of a case, deletes the entries and secrets of its units, and leaves a content-free tombstone: one entry for
-- each unit that says how many went. Their leaves stay in the tree and say nothing any more. Entries that no leaf stands for yet
-- are refused: they have to be sealed first, or their loss could not be told from a theft. Returns the number of entries deleted.
-- Called inside change(), so the trail says who.
CREATE FUNCTION erase_case(target uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  the_account uuid;
  is_last     boolean;
  was_lane    boolean;
  erasing_key text := 'erasing:' || pg_current_xact_id()::text;
  kinds       text[];
  ids         uuid[];
  gone        integer;
  entry       bigint;
  deleted     integer := 0;
BEGIN
  SELECT account_id, state = 'safeguarding' INTO the_account, was_lane FROM "case" WHERE id = target AND state <> 'erased' FOR UPDATE;
  IF the_account IS NULL THEN RETURN 0; END IF;
  PERFORM set_config('demasque.erasing', target::text, true);
  INSERT INTO trail_setting (key, value) VALUES (erasing_key, target::text);
  SELECT NOT EXISTS (SELECT 1 FROM "case" WHERE account_id = the_account AND id <> target AND state <> 'erased') INTO is_last;

  SELECT array_agg(k), array_agg(u) INTO kinds, ids FROM (
    SELECT 'case' AS k, target AS u UNION ALL SELECT 'report', r.id FROM report r WHERE r.case_id = target
    UNION ALL SELECT 'account', the_account WHERE is_last) AS unit;

  -- What this very transaction has written about them so far goes as well, and was never anybody's.
  WITH mine AS (DELETE FROM audit_entry e WHERE e.unit_id = ANY (ids) AND e.unit_kind <> 'user'
                   AND e.xmin = pg_current_xact_id()::xid RETURNING e.id)
  DELETE FROM audit_queue q USING mine WHERE q.entry_id = mine.id;
  IF EXISTS (SELECT 1 FROM audit_queue q JOIN audit_entry e ON e.id = q.entry_id WHERE e.unit_id = ANY (ids)) THEN
    RAISE EXCEPTION 'demasque: an entry about case % is not sealed yet', target USING ERRCODE = 'DM001';
  END IF;

  DELETE FROM opinion_draft WHERE case_id = target;
  DELETE FROM case_tag WHERE case_id = target;
  UPDATE report SET observed = '', source_text = '', signals = '{}' WHERE case_id = target;
  UPDATE opinion SET note = '', reasons = '{}' WHERE case_id = target;
  UPDATE notice_event SET note = '', reference = '' WHERE case_id = target;
  UPDATE "case" SET state = 'erased', version = version + 1, classification = NULL, signals = '{}', held_by = NULL, lease_until = NULL,
                    state_changed_at = now(), erased_at = now(), due_at = NULL WHERE id = target;
  IF is_last THEN
    DELETE FROM account_handle WHERE account_id = the_account;
    UPDATE account SET handle = '', handle_key = 'erased:' || id, is_current = false, stable_id = NULL, profile_url = '', display_name = '', skeleton = ''
    WHERE id = the_account;
  END IF;

  FOR n IN 1 .. cardinality(ids) LOOP
    DELETE FROM audit_entry WHERE unit_kind = kinds[n] AND unit_id = ids[n];
    GET DIAGNOSTICS gone = ROW_COUNT;
    DELETE FROM commitment_secret WHERE unit_kind = kinds[n] AND unit_id = ids[n];
    deleted := deleted + gone;
    entry := nextval('public.audit_entry_id_seq');
    INSERT INTO audit_entry (id, actor, action, reason, request_id, operation, subject_table, subject_id, case_id, unit_kind, is_lane, changes)
    OVERRIDING SYSTEM VALUE
    VALUES (entry, coalesce(nullif(current_setting('demasque.actor', true), ''), 'database:' || session_user),
            coalesce(nullif(current_setting('demasque.action', true), ''), 'database.delete'), nullif(current_setting('demasque.reason', true), ''),
            nullif(current_setting('demasque.request', true), ''), 'delete', 'commitment_secret', kinds[n] || ':' || ids[n]::text, target, 'none', was_lane,
            jsonb_build_object('entries', jsonb_build_array(gone::text, NULL)));
    INSERT INTO audit_queue (entry_id) VALUES (entry);
  END LOOP;
  DELETE FROM trail_setting WHERE key = erasing_key;
  PERFORM set_config('demasque.erasing', '', true);
  RETURN deleted;
END
$$;

-- ───────────────────────────── grants ─────────────────────────────

-- What the application's role may do; run by the migration runner with that role's name after every migration.
CREATE FUNCTION apply_grants(app_role text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  t text;
BEGIN
  INSERT INTO trail_setting (key, value) VALUES ('app_role', app_role) ON CONFLICT (key) DO UPDATE SET value = excluded.value;
  IF app_role = current_user THEN RETURN; END IF;
  EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA public FROM %I', app_role);
  EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', app_role);
  EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO %I', app_role);
  FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    -- Evidence of cases in the safety lane lies where the application reads, counts and changes nothing.
    CONTINUE WHEN t LIKE 'locked\_%';
    EXECUTE format('GRANT SELECT ON public.%I TO %I', t, app_role);
    IF t IN ('audit_entry', 'audit_queue', 'audit_leaf', 'audit_tile', 'audit_checkpoint', 'trail_setting', '_prisma_migrations', 'case_transition', 'case_count', 'case_count_delta', 'ledger_line', 'ledger_count', 'ledger_count_delta') THEN
      CONTINUE;
    ELSIF t IN ('access_log', 'audit_log', 'audit_key', 'audit_cosignature', 'audit_verification', 'report', 'decision', 'notice_document', 'notice_event', 'account_handle', 'mandate_sighting', 'redirect_trace', 'first_contact') THEN
      EXECUTE format('GRANT INSERT ON public.%I TO %I', t, app_role);
    ELSIF t IN ('session', 'opinion_draft', 'saved_view', 'idempotency_key', 'rate_limit', 'case_tag', 'import_problem',
                'setup_code', 'authentic_marker', 'worker_heartbeat', 'notification',
                'second_factor', 'passkey', 'factor_challenge', 'observable', 'fingerprint', 'bank_queue', 'told_session') THEN
      EXECUTE format('GRANT INSERT, UPDATE, DELETE ON public.%I TO %I', t, app_role);
    ELSE
      EXECUTE format('GRANT INSERT, UPDATE ON public.%I TO %I', t, app_role);
    END IF;
  END LOOP;
  EXECUTE format('REVOKE ALL ON public.commitment_secret FROM %I', app_role);
  REVOKE ALL ON FUNCTION erase_case(uuid) FROM PUBLIC;
  REVOKE ALL ON FUNCTION apply_grants(text) FROM PUBLIC;
  EXECUTE format('GRANT EXECUTE ON FUNCTION erase_case(uuid) TO %I', app_role);
  IF to_regprocedure('public.apply_seal_grants(text)') IS NOT NULL THEN PERFORM public.apply_seal_grants(app_role); END IF;
  IF to_regprocedure('public.apply_job_grants(text)') IS NOT NULL THEN PERFORM public.apply_job_grants(app_role); END IF;
  IF to_regprocedure('public.apply_image_grants(text)') IS NOT NULL THEN PERFORM public.apply_image_grants(app_role); END IF;
END
$$;
