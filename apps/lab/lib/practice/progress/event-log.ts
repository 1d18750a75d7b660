import type { DatabaseSync } from "node:sqlite";
import type { PracticeEvent } from "./event";
import { eventOfRow } from "./event-row";
import { MOST_EVENTS } from "./limits";

/** The events of all visitors. Events are added, moved and deleted, and never changed. */
export interface EventLog {
  /**
   * Stores an event. Stores a repeated id once. Stores an event of a guest who has signed in for the
   * account of the sign-in, because a second tab may send it with the former cookie.
   *
   * @returns `false` when the owner has the most events.
   */
  append(event: PracticeEvent): boolean;
  /** Returns the events of an owner, the oldest first. */
  list(owner: string): readonly PracticeEvent[];
  /** Deletes the events of an owner. Returns their number. */
  remove(owner: string): number;
  /** Gives the events of a guest to an account. Does nothing for a guest who has already moved. */
  move(guest: string, owner: string): void;
  /** Deletes the events of guests whose last event is older than `before`, in milliseconds since 1970. */
  removeOldGuests(prefix: string, before: number): void;
}

const INSERT = `INSERT INTO events (owner, id, at, topic, mode, item, kind, passed, grade, round, choice, offset)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`;

export function eventLog(database: DatabaseSync, most = MOST_EVENTS): EventLog {
  const insert = database.prepare(INSERT);
  const has = database.prepare("SELECT 1 FROM events WHERE owner = ? AND id = ?");
  const count = database.prepare("SELECT count(*) AS count FROM events WHERE owner = ?");
  const select = database.prepare("SELECT * FROM events WHERE owner = ? ORDER BY at, id");
  const remove = database.prepare("DELETE FROM events WHERE owner = ?");
  const findMoved = database.prepare("SELECT owner FROM moved_guests WHERE guest = ?");
  const addMoved = database.prepare(
    "INSERT INTO moved_guests VALUES (?, ?) ON CONFLICT DO NOTHING",
  );
  const move = database.prepare("UPDATE OR IGNORE events SET owner = ? WHERE owner = ?");

  /** Runs work in one transaction, which waits for the transactions of other processes. */
  function inTransaction<T>(work: () => T): T {
    database.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      database.exec("COMMIT");
      return result;
    } catch (error) {
      database.exec("ROLLBACK");
      throw error;
    }
  }

  return {
    append: (event) =>
      inTransaction(() => {
        const owner = String(findMoved.get(event.owner)?.["owner"] ?? event.owner);
        if (has.get(owner, event.id) !== undefined) return true;
        if (Number(count.get(owner)?.["count"]) >= most) return false;
        const { id, at, topic, mode, item, kind, grade, round, choice, offset } = event;
        const passed = event.passed ? 1 : 0;
        insert.run(owner, id, at, topic, mode, item, kind, passed, grade, round, choice, offset);
        return true;
      }),
    list: (owner) => select.all(owner).map(eventOfRow),
    remove: (owner) => Number(remove.run(owner).changes),
    move: (guest, owner) =>
      inTransaction(() => {
        if (addMoved.run(guest, owner).changes === 0) return;
        move.run(owner, guest);
        // What is left are events that the account has already.
        remove.run(guest);
      }),
    removeOldGuests(prefix, before) {
      database
        .prepare(
          `DELETE FROM events WHERE owner IN (
            SELECT owner FROM events WHERE owner >= ? AND owner < ? GROUP BY owner HAVING max(at) < ?
          )`,
        )
        .run(prefix, `${prefix}\uffff`, before);
    },
  };
}
