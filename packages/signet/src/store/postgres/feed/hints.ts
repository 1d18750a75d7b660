import type { PostgresPool } from "../../../database/postgres/client.ts";
import { ANSWER_TIMEOUT } from "../../../database/postgres/pool.ts";
import { CHANNEL, type Listener, listen } from "./listen.ts";

/** The shortest time between two hints; milliseconds. */
const HINT_INTERVAL = 20;

/** Sends and receives hints between servers. A hint means that the feed may have new events. Hints may get lost. */
export interface Hints {
  /**
   * Sends one hint soon, for all calls within {@link HINT_INTERVAL}. The hint is not part of the
   * transaction of the change: PostgreSQL would make other transactions with hints wait for its end.
   */
  send(): void;
  subscribe(onHint: () => void): () => void;
  /**
   * Reports whether the server answered another statement. After an outage, the first answer renews the
   * listening connection.
   */
  answered(isAnswer: boolean): void;
  /** Closes the listening connection if the application has ended the pool. */
  endWithPool(): void;
}

declare global {
  /** Belongs to the process, so that all copies of the library share one connection per pool. */
  var signetAuthPostgresHints: WeakMap<PostgresPool, Hints> | undefined;
}

/** Returns the hints of a pool. All stores on the pool share one listening connection. */
export function hintsOn(pool: PostgresPool): Hints {
  globalThis.signetAuthPostgresHints ??= new WeakMap();
  const known = globalThis.signetAuthPostgresHints;
  const hints = known.get(pool) ?? newHints(pool);
  known.set(pool, hints);
  return hints;
}

function newHints(pool: PostgresPool): Hints {
  const listeners = new Set<() => void>();
  const callAll = () => {
    for (const onHint of listeners) onHint();
  };
  let isDue = false;
  let listener: Listener | null = null;
  /** Whether the server failed to answer since listening last began. */
  let wasOut = false;
  const onListening = () => {
    wasOut = false;
    // Events may have been published while no connection listened.
    callAll();
  };

  return {
    send() {
      if (isDue) return;
      isDue = true;
      const timer = setTimeout(() => {
        isDue = false;
        const text = `SELECT pg_notify('${CHANNEL}', '')`;
        pool.query({ text, query_timeout: ANSWER_TIMEOUT }).catch(() => {});
      }, HINT_INTERVAL);
      timer.unref?.();
    },

    subscribe(onHint) {
      // A wrapper, so that a caller can subscribe the same function twice.
      const mine = () => onHint();
      listeners.add(mine);
      listener ??= listen(pool, callAll, onListening);
      return () => {
        listeners.delete(mine);
        if (listeners.size > 0) return;
        listener?.close();
        listener = null;
      };
    },

    answered(isAnswer) {
      const isBack = isAnswer && wasOut;
      wasOut = !isAnswer;
      if (isBack) listener?.renew();
    },

    endWithPool() {
      if (pool.ended === true) listener?.close();
    },
  };
}
