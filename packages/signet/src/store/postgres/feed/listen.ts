import { jittered } from "../../../retry.ts";
import type { PostgresListener, PostgresPool } from "../client.ts";

export const CHANNEL = "signet_events";
/** Before the first and at most before any other try to listen again; milliseconds. */
const [FIRST_RETREAT, LONGEST_RETREAT] = [500, 30_000];

export interface Listener {
  /** Listens on another connection, at once: one that lived through an outage may be dead without saying so. */
  renew(): void;
  leave(): void;
}

/**
 * Listens on a connection of its own, because the pool may have just one, and again whenever it
 * breaks. Keeps no process alive. A pooler may take LISTEN and deliver nothing: that costs the hints.
 */
export function listen(pool: PostgresPool, onNews: () => void, onListening: () => void): Listener {
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
        onListening();
      })
      .catch(lost);
    mine.unref();
  }

  function again(): void {
    timer = setTimeout(connect, jittered(retreat));
    timer.unref?.();
    retreat = Math.min(2 * retreat, LONGEST_RETREAT);
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
      retreat = FIRST_RETREAT;
      connect();
    },
    leave() {
      isLeft = true;
      drop();
    },
  };
}
