import { Pool } from "pg";
import { postgresStore } from "signet-auth/postgres";
import { type Postgres, startPostgres } from "../../test/harness/postgres.ts";
import { type Backend, type Bare, type Filling, idOf, lengthOf } from "./backend.ts";
import { columnsOf } from "./sqlite.ts";

const ROWS_AT_ONCE = 10_000;

/** Starts a server with PostgreSQL's default durability: acknowledged writes are on the disk. */
export function durablePostgres(): Promise<Postgres> {
  return startPostgres([], { durable: true });
}

/** Creates a new database on the server, with one pool for the store and the bare statements. */
export async function postgresBackend(
  server: Postgres,
  database: string,
  filling: Filling,
  atEnd: (close: () => unknown) => void,
): Promise<Backend> {
  const url = new URL(server.url);
  const admin = new Pool({ connectionString: url.href, max: 1 });
  const version = (await admin.query("SHOW server_version")).rows[0]?.server_version;
  await admin.query(`CREATE DATABASE ${database}`);
  await admin.end();
  url.pathname = `/${database}`;
  const pool = new Pool({ connectionString: url.href });
  atEnd(() => pool.end());
  const store = postgresStore(pool);
  const { count, make } = filling;
  if (count > 0) await store.create(make(0), null);
  await copy(pool, filling);
  await pool.query("VACUUM ANALYZE signet_sessions");
  await pool.query("CHECKPOINT");
  return {
    name: "PostgreSQL",
    about: `PostgreSQL ${version} with its default settings (\`fsync\` and \`synchronous_commit\` on, 128 MB of shared buffers), over TCP on the same machine, through a \`Pool\` of pg with its ten connections.`,
    store,
    bare: bareOn(pool),
    async bytes() {
      const { rows } = await pool.query(
        "SELECT pg_total_relation_size('signet_sessions') AS total, pg_indexes_size('signet_sessions') AS indexes",
      );
      const [total, indexes] = [Number(rows[0]?.total), Number(rows[0]?.indexes)];
      const share = Math.round((100 * indexes) / total);
      return {
        total,
        detail: `\`pg_total_relation_size\`; ${share} % of it are the three indexes.`,
      };
    },
  };
}

/** The store wrote the first session. The others are copies of its row, with different values in some columns. */
async function copy(pool: Pool, { count, make }: Filling): Promise<void> {
  const own = ["id", "user_id", "created_at", "authenticated_at", "renewed_at", "expires_at"];
  const { rows } = await pool.query(
    "SELECT column_name FROM information_schema.columns WHERE table_name = 'signet_sessions' ORDER BY ordinal_position",
  );
  const names: string[] = rows.map(({ column_name }) => column_name);
  const values = names.map((name) => (own.includes(name) ? `own.${name}` : `first.${name}`));
  const insert = `INSERT INTO signet_sessions (${names.join(", ")})
    SELECT ${values.join(", ")} FROM signet_sessions AS first,
      unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[]) AS own (${own.join(", ")})
    WHERE first.id = $7`;
  for (let from = 1; from < count; from += ROWS_AT_ONCE) {
    const length = Math.min(ROWS_AT_ONCE, count - from);
    const records = Array.from({ length }, (_, at) => make(from + at));
    await pool.query(insert, [
      records.map(({ id }) => id),
      records.map(({ userId }) => userId),
      records.map(({ createdAt }) => createdAt),
      records.map(({ authenticatedAt }) => authenticatedAt),
      records.map(({ renewedAt }) => renewedAt),
      records.map(({ expiresAt }) => expiresAt),
      make(0).id,
    ]);
  }
}

function bareOn(pool: Pool): Bare {
  const prepared = (name: string, text: string) => (values: unknown[]) =>
    pool.query({ name, text, values });
  const marks = Array.from({ length: 13 }, (_, at) => `$${at + 1}`).join(", ");
  const find = prepared("bare_find", "SELECT * FROM signet_sessions WHERE id = $1");
  const insert = prepared("bare_insert", `INSERT INTO signet_sessions VALUES (${marks})`);
  const renew = prepared(
    "bare_renew",
    "UPDATE signet_sessions SET renewed_at = $1, expires_at = $2 WHERE id = $3",
  );
  const remove = prepared("bare_remove", "DELETE FROM signet_sessions WHERE id = $1");
  const list = prepared("bare_list", "SELECT * FROM signet_sessions WHERE user_id = $1");
  return {
    how: {
      read: "a prepared `SELECT` by the id",
      insert: "a prepared `INSERT`",
      renew: "a prepared `UPDATE`",
      remove: "a prepared `DELETE`",
      list: "a prepared `SELECT` by the user",
    },
    read: async (credential) => (await find([idOf(credential)])).rows[0],
    insert: (record) => insert(columnsOf(record)),
    renew: ({ id, renewedAt, expiresAt }) => renew([renewedAt, expiresAt, id]),
    remove: (id) => remove([id]),
    list: async (userId) => (await list([userId])).rows,
    dataOf: (row) => JSON.parse(Object(row).data),
    countOf: lengthOf,
  };
}
