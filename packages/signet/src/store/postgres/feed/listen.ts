import type { PostgresListener, PostgresPool } from "../../../database/postgres/client.ts";
import { jittered } from "../../../retry.ts";

export const CHANNEL = "signet_events";
/** The first and the longest pause before the next try to connect; milliseconds. */
const [FIRST_PAUSE, LONGEST_PAUSE] = [500, 30_000];

/** The control of a listening connection. */
export interface Listener {
  /** Replaces the connection at once. A connection that survived an outage may be dead without an error. */
  renew(): void;
  close(): void;
}

/**
 * Listens on a separate connection, because the pool may have only one. Connects again after each loss.
 * Does not keep the process alive. Some poolers accept LISTEN and deliver no notification: then there are
 * no hints.
 */
export function listen(pool: PostgresPool, onHint: () => void, onListening: () => void): Listener {
  let client: PostgresListener | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let isClosed = false;
  let pause = FIRST_PAUSE;

  function connect(): void {
    timer = null;
    if (isClosed || pool.ended === true || pool.Client === undefined) return;
    const mine = new pool.Client(pool.options);
    client = mine;
    const lost = () => {
      if (client !== mine) return;
      client = null;
      mine.end().catch(() => {});
      if (!isClosed) connectLater();
    };
    mine.on("error", lost);
    mine.on("end", lost);
    mine.on("notification", onHint);
    mine
      .connect()
      .then(() => mine.query(`LISTEN ${CHANNEL}`))
      .then(() => {
        pause = FIRST_PAUSE;
        onListening();
      })
      .catch(lost);
    mine.unref();
  }

  function connectLater(): void {
    timer = setTimeout(connect, jittered(pause));
    timer.unref?.();
    pause = Math.min(2 * pause, LONGEST_PAUSE);
  }

  function drop(): void {
    if (timer !== null) clearTimeout(timer);
    client?.end().catch(() => {});
    client = null;
  }

  connect();
  return {
    renew() {
      drop();
      pause = FIRST_PAUSE;
      connect();
    },
    close() {
      isClosed = true;
      drop();
    },
  };
}
