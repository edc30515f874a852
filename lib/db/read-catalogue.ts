import "server-only";
import type { TrailReader } from "./trail-reader";

/** What the migrations make besides rows: what the trail's guarantees rest on. */
export interface Catalogue {
  /** Ordinary tables of the owner's, without rules that rewrite what is asked of them. */
  readonly tables: readonly string[];
  /** "table.trigger" → when it fires, which function with which arguments, whether it is on. */
  readonly triggers: Readonly<Record<string, string>>;
  /** "function(arguments)" → digest of its text, and how it runs. */
  readonly functions: Readonly<Record<string, string>>;
  /** "table" or "function(arguments)" → what the application's role may do with it. */
  readonly grants: Readonly<Record<string, string>>;
}

type Pair = readonly [name: string, value: string];

/** The owner is whoever owns the entries. */
const ownerId = "(SELECT relowner FROM pg_class WHERE oid = 'public.audit_entry'::regclass)";

const tables = `SELECT c.relname FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relowner = ${ownerId} AND NOT c.relrowsecurity
    AND NOT EXISTS (SELECT 1 FROM pg_rewrite r WHERE r.ev_class = c.oid) ORDER BY 1`;

const triggers = `SELECT c.relname || '.' || t.tgname,
    concat_ws(' ', p.proname, t.tgtype, t.tgenabled, encode(t.tgargs, 'escape'), nullif(t.tgattr::text, ''), 
      -- The expression itself is not printed where it speaks of the row before and after.
      CASE WHEN t.tgqual IS NOT NULL THEN substring(pg_get_triggerdef(t.oid) FROM ' WHEN (.*) EXECUTE ') END)
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
  WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace ORDER BY 1`;

const ownFunctions = `pg_proc p WHERE p.pronamespace = 'public'::regnamespace
  AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')`;
const signature = "p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')'";

const functions = `SELECT ${signature}, concat_ws(' ', encode(sha256(convert_to(p.prosrc, 'UTF8')), 'hex'),
    CASE WHEN p.prosecdef THEN 'definer' ELSE 'invoker' END, CASE WHEN p.proowner <> ${ownerId} THEN 'of another owner' END,
    array_to_string(p.proconfig, '; '))
  FROM ${ownFunctions} ORDER BY 1`;

const grants = `SELECT c.relname, concat_ws(',', CASE WHEN has_any_column_privilege(c.oid, 'INSERT') THEN 'INSERT' END,
    CASE WHEN has_any_column_privilege(c.oid, 'UPDATE') THEN 'UPDATE' END, CASE WHEN has_table_privilege(c.oid, 'DELETE') THEN 'DELETE' END,
    CASE WHEN has_table_privilege(c.oid, 'TRUNCATE') THEN 'TRUNCATE' END, CASE WHEN has_table_privilege(c.oid, 'TRIGGER') THEN 'TRIGGER' END,
    CASE WHEN has_any_column_privilege(c.oid, 'SELECT') THEN 'SELECT' END)
  FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p', 'f')
  UNION ALL SELECT ${signature}, CASE WHEN has_function_privilege(p.oid, 'EXECUTE') THEN 'EXECUTE' ELSE '' END FROM ${ownFunctions} AND p.prosecdef
  ORDER BY 1`;

/** As the connection's own role sees it: the application's. */
export async function readCatalogue(reader: TrailReader): Promise<Catalogue> {
  const names = await reader.lists<readonly [string]>(tables);
  const pairs = async (sql: string) => Object.fromEntries(await reader.lists<Pair>(sql));
  return {
    tables: names.map(([name]) => name),
    triggers: await pairs(triggers),
    functions: await pairs(functions),
    grants: await pairs(grants),
  };
}

/** Who else may write to a table, and what the application's role may do beyond its tables. */
export async function looseEnds(reader: TrailReader): Promise<{
  strangers: readonly { table: string; privilege: string; grantee: string }[];
  role: string;
  powers: readonly string[];
  settings: readonly string[];
}> {
  const strangers = await reader.rows<{ table: string; privilege: string; grantee: string }>(
    `SELECT c.relname AS table, a.privilege_type AS privilege, coalesce(r.rolname, 'public') AS grantee
     FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.grantee <> c.relowner AND r.rolname IS DISTINCT FROM current_user
       AND a.privilege_type IN ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER') ORDER BY 1, 2, 3`,
  );
  const [role] = await reader.rows<{ name: string; powers: string[] }>(
    `SELECT rolname AS name, array_remove(ARRAY[
         CASE WHEN rolsuper THEN 'superuser' END, CASE WHEN rolcreaterole THEN 'makes roles' END,
         CASE WHEN rolreplication THEN 'replicates' END, CASE WHEN pg_has_role(oid, ${ownerId}, 'MEMBER') THEN 'acts as the owner' END,
         CASE WHEN has_parameter_privilege('session_replication_role', 'SET') THEN 'switches triggers off' END,
         CASE WHEN EXISTS (SELECT 1 FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relowner = pg_roles.oid) THEN 'owns tables' END], NULL) AS powers
     FROM pg_roles WHERE rolname = current_user`,
  );
  const settings = await reader.rows<{ name: string }>(
    `SELECT DISTINCT split_part(s, '=', 1) AS name FROM pg_db_role_setting, unnest(setconfig) s
     WHERE s ~ '^(session_replication_role|demasque\\.)' AND setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
     UNION ALL SELECT 'app_role' FROM trail_setting WHERE key = 'app_role' AND value <> current_user ORDER BY 1`,
  );
  return {
    strangers,
    role: role?.name ?? "",
    powers: role?.powers ?? [],
    settings: settings.map(({ name }) => name),
  };
}
