import { setTimeout as delay } from "node:timers/promises";
import { poolTo } from "./pool.ts";
import type { Postgres } from "./postgres.ts";

/** Milliseconds. A standby that lost its primary reconnects only every five seconds. */
const TIMEOUT = 20_000;

/** Waits until the standby has replayed everything that the primary has written. */
export async function caughtUp(primary: Postgres, standby: Postgres): Promise<void> {
  const position = await askPostgres(primary, "SELECT pg_current_wal_flush_lsn()::text AS answer");
  await until(standby, `SELECT pg_last_wal_replay_lsn() >= '${position}' AS answer`);
}

/** Pauses the replay. A standby pauses only at its next WAL record, so the primary writes one. */
export async function pauseReplay(primary: Postgres, standby: Postgres): Promise<void> {
  await askPostgres(standby, "SELECT pg_wal_replay_pause()");
  await askPostgres(primary, "SELECT pg_logical_emit_message(true, 'pause', '')");
  await until(standby, "SELECT pg_get_wal_replay_pause_state() = 'paused' AS answer");
}

/** Resumes the replay. */
export async function resumeReplay(standby: Postgres): Promise<void> {
  await askPostgres(standby, "SELECT pg_wal_replay_resume()");
}

async function until(server: Postgres, question: string): Promise<void> {
  for (const end = performance.now() + TIMEOUT; performance.now() < end; await delay(20)) {
    if ((await askPostgres(server, question)) === true) return;
  }
  throw new Error(`The condition was still false after ${TIMEOUT} ms: ${question}`);
}

/** Runs a statement. Returns the column `answer` of the first row. */
export async function askPostgres({ url }: Pick<Postgres, "url">, sql: string): Promise<unknown> {
  const pool = poolTo(url, { max: 1 });
  try {
    return Object((await pool.query(sql)).rows[0]).answer;
  } finally {
    await pool.end();
  }
}
