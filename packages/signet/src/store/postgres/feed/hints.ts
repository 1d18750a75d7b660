import type { PostgresPool } from "../client.ts";
import { PATIENCE } from "../options.ts";
import { CHANNEL, type Listener, listen } from "./listen.ts";

/** Hints are sent at most so often; milliseconds. */
const BETWEEN_HINTS = 20;

/** Calls from server to server that there is news. Nobody relies on them. */
export interface Hints {
  /** Soon, and not for each of many. Sent after the transaction, whose end it would make others wait for. */
  send(): void;
  subscribe(onNews: () => void): () => void;
  /** The server has answered, or has not, when it was asked for something else. */
  answered(isAnswer: boolean): void;
  /** Stops listening once the application has ended the pool, so that no connection is left over. */
  endWithPool(): void;
}

declare global {
  /** Of the process, because each copy of the library would open a connection of its own. */
  var signetAuthPostgresHints: WeakMap<PostgresPool, Hints> | undefined;
}

/** One connection listens for all stores on a pool. */
export function hintsOn(pool: PostgresPool): Hints {
  globalThis.signetAuthPostgresHints ??= new WeakMap();
  const known = globalThis.signetAuthPostgresHints;
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
  let listener: Listener | null = null;
  /** Since it last began to listen. */
  let wasOut = false;
  const onListening = () => {
    wasOut = false;
    // What came while nobody listened.
    tellAll();
  };

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
      const mine = () => onNews();
      listeners.add(mine);
      listener ??= listen(pool, tellAll, onListening);
      return () => {
        listeners.delete(mine);
        if (listeners.size > 0) return;
        listener?.leave();
        listener = null;
      };
    },

    answered(isAnswer) {
      const isBack = isAnswer && wasOut;
      wasOut = !isAnswer;
      if (isBack) listener?.renew();
    },

    endWithPool() {
      if (pool.ended === true) listener?.leave();
    },
  };
}
