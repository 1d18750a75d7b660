import { DatabaseSync } from "node:sqlite";
import type { SessionRecord } from "signet-auth";
import { type SqliteDatabase, sqliteStore } from "signet-auth/sqlite";
import { floorRead } from "../reads/floor.ts";
import { type Backend, type Bare, type Filling, lengthOf } from "./backend.ts";

/** Opens a file with the settings of `sqliteStore(path)`, with one handle for the store and the bare statements. */
export async function sqliteBackend(path: string, filling: Filling): Promise<Backend> {
  const file = new DatabaseSync(path);
  file.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
  await fill(path, filling);
  return {
    name: "SQLite",
    about: `SQLite ${process.versions["sqlite"]} through \`node:sqlite\`, one file with a write-ahead log, \`synchronous = FULL\`, the default cache of 2 MB.`,
    store: sqliteStore(file),
    bare: bareOn(file),
    async bytes() {
      file.exec("PRAGMA wal_checkpoint(TRUNCATE)");
      const pages = file.prepare("PRAGMA page_count").get()?.["page_count"];
      const size = file.prepare("PRAGMA page_size").get()?.["page_size"];
      return {
        total: Number(pages) * Number(size),
        detail: "the file, with its log written back.",
      };
    },
  };
}

/** Fills the store with its own `create`, in one transaction. */
async function fill(path: string, { count, make }: Filling): Promise<void> {
  const file = new DatabaseSync(path);
  file.exec(
    "PRAGMA synchronous = OFF; PRAGMA cache_size = -4000000; PRAGMA wal_autocheckpoint = 0;",
  );
  const whole: SqliteDatabase = {
    prepare: (sql) => file.prepare(sql),
    exec: (sql) => (/^(BEGIN IMMEDIATE|COMMIT)$/.test(sql) ? undefined : file.exec(sql)),
  };
  const store = sqliteStore(whole);
  await store.purgeExpired(0, 1);
  file.exec("BEGIN IMMEDIATE");
  for (let number = 0; number < count; number++) await store.create(make(number), null);
  file.exec("COMMIT");
  file.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  file.close();
}

function bareOn(file: DatabaseSync): Bare {
  const insert = file.prepare(
    `INSERT INTO signet_sessions VALUES (${Array(13).fill("?").join(", ")})`,
  );
  const renew = file.prepare(
    "UPDATE signet_sessions SET renewed_at = ?, expires_at = ? WHERE id = ?",
  );
  const remove = file.prepare("DELETE FROM signet_sessions WHERE id = ?");
  const list = file.prepare("SELECT * FROM signet_sessions WHERE user_id = ?");
  return {
    how: {
      read: "a prepared `SELECT` by the id, SHA-256 of the secret, `JSON.parse` of the data",
      insert: "a prepared `INSERT`",
      renew: "a prepared `UPDATE`",
      remove: "a prepared `DELETE`",
      list: "a prepared `SELECT` by the user",
    },
    read: floorRead(file),
    insert: (record) => insert.run(...columnsOf(record)),
    renew: ({ id, renewedAt, expiresAt }) => renew.run(renewedAt, expiresAt, id),
    remove: (id) => remove.run(id),
    list: (userId) => list.all(userId),
    dataOf: (data) => data,
    countOf: lengthOf,
  };
}

/** Returns the values of a record in the order of the table's columns. */
export function columnsOf(record: SessionRecord): (string | number | Uint8Array | null)[] {
  return [
    record.id,
    record.secretHash,
    record.userId,
    record.data,
    record.version,
    record.createdAt,
    record.authenticatedAt,
    record.renewedAt,
    record.expiresAt,
    record.deviceLabel,
    record.userAgent,
    record.ip,
    record.terms,
  ];
}
