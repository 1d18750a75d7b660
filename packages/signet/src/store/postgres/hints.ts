import type { PostgresListener, PostgresPool } from "./client.ts";
import { PATIENCE } from "./settings.ts";

const CHANNEL = "signet_events";
/** Hints are sent at most so often; milliseconds. */
const BETWEEN_HINTS = 20;
/** Before the first and at most before any other try to listen again; milliseconds. */
const [FIRST_RETREAT, LONGEST_RETREAT] = [500, 30_000];

/** Calls from server to server that there is news. Nobody relies on them. */
export interface Hints {
  /** Soon, and not for each of many. Sent after the transaction, whose end it would make others wait for. */
  send(): void;
  subscribe(onNews: () => void): () => void;
  /** Stops listening once the application has ended the pool, so that no connection is left over. */
  endWithPool(): void;
}

const known = new WeakMap<PostgresPool, Hints>();

/** One connection listens for all stores on a pool. */
export function hintsOn(pool: PostgresPool): Hints {
  const hints = known.get(pool) ?? newHints(pool);
  known.set(pool, hints);
  return hints;
}

function newHints(pool: PostgresPool): Hints {
  const listeners = new Set<() => void>();
  const tellAll = () => {
    for (const onNews of listeners) onNews();
  };
  let isDue = false;
  let leave: (() => void) | null = null;

  return {
    send() {
      if (isDue) return;
      isDue = true;
      const timer = setTimeout(() => {
        isDue = false;
        const text = `SELECT pg_notify('${CHANNEL}', '')`;
        pool.query({ text, query_timeout: PATIENCE }).catch(() => {});
      }, BETWEEN_HINTS);
      timer.unref?.();
    },

    subscribe(onNews) {
      // A wrapper, so that the same function can be given twice.
      const listener = () => onNews();
      listeners.add(listener);
      leave ??= listen(pool, tellAll);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        leave?.();
        leave = null;
      };
    },

    endWithPool() {
      if (pool.ended === true) leave?.();
    },
  };
}

/**
 * Listens on a connection of its own, because the pool may have just one, and again whenever it
 * breaks. Keeps no process alive. A pooler may take LISTEN and deliver nothing: that costs the hints.
 */
function listen(pool: PostgresPool, onNews: () => void): () => void {
  let client: PostgresListener | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let isLeft = false;
  let retreat = FIRST_RETREAT;

  function connect(): void {
    timer = null;
    if (isLeft || pool.ended === true || pool.Client === undefined) return;
    const mine = new pool.Client(pool.options);
    client = mine;
    const lost = () => {
      if (client !== mine) return;
      client = null;
      mine.end().catch(() => {});
      if (!isLeft) again();
    };
    mine.on("error", lost);
    mine.on("end", lost);
    mine.on("notification", onNews);
    mine
      .connect()
      .then(() => mine.query(`LISTEN ${CHANNEL}`))
      .then(() => {
        retreat = FIRST_RETREAT;
        // What came while nobody listened.
        onNews();
      })
      .catch(lost);
    mine.unref();
  }

  function again(): void {
    timer = setTimeout(connect, retreat * (0.5 + Math.random() / 2));
    timer.unref?.();
    retreat = Math.min(2 * retreat, LONGEST_RETREAT);
  }

  connect();
  return () => {
    isLeft = true;
    if (timer !== null) clearTimeout(timer);
    client?.end().catch(() => {});
    client = null;
  };
}
