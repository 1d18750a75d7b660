import "server-only";
import { GUEST_PREFIX } from "../guest";
import { type EventLog, eventLog } from "./event-log";
import { practiceDatabase } from "./practice-database";

/** A session of the Lab ends 30 days after its start, and a guest has no other session. */
const GUEST_LIFE = 30 * 86_400_000;

let log: EventLog | null = null;

/** Returns the events of all visitors. The first call deletes the events of guests whose session is over. */
export function practiceLog(): EventLog {
  if (log === null) {
    log = eventLog(practiceDatabase());
    log.removeOldGuests(GUEST_PREFIX, Date.now() - GUEST_LIFE);
  }
  return log;
}
