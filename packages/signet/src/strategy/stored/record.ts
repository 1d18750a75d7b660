import { termsInText, termsText } from "../../session/kept-terms.ts";
import { expiryOf, type Lifetime, type SessionTimes } from "../../session/lifetime.ts";
import type { SessionFacts } from "../../session/types.ts";
import { type SecretHash, type SessionRecord, userTag } from "../../store/contract.ts";
import { newSessionId } from "../../token/engine/opaque.ts";
import type { NewSession } from "../contract.ts";
import { labelOf } from "./device-label.ts";

/**
 * Creates the record of a new session. `now` is milliseconds since the epoch.
 *
 * @param secretHash returns the hash of the session's secret, given its id.
 */
export function recordOf(
  session: NewSession,
  secretHash: (id: string) => Promise<SecretHash>,
  lifetime: Lifetime,
  now: number,
): Promise<SessionRecord> {
  const id = newSessionId(userTag(session.userId));
  const { terms } = session;
  const authenticatedAt = session.authenticatedAt ?? now;
  const times = { createdAt: now, authenticatedAt, renewedAt: now };
  return secretHash(id).then((hash) => ({
    id,
    secretHash: hash,
    userId: session.userId,
    data: JSON.stringify(session.data),
    version: 0,
    ...times,
    expiresAt: expiryOf({ ...times, terms }, lifetime),
    deviceLabel: session.deviceLabel ?? labelOf(session.userAgent),
    userAgent: session.userAgent,
    ip: session.ip,
    terms: termsText(terms),
  }));
}

/** Returns the session facts in a record. */
export function factsFromRecord(record: SessionRecord): SessionFacts {
  return {
    id: record.id,
    userId: record.userId,
    data: dataIn(record),
    authenticatedAt: record.authenticatedAt,
    ...timesIn(record),
    device: { label: record.deviceLabel, userAgent: record.userAgent, ip: record.ip },
  };
}

/** Returns the times in a record, with the session's own terms. */
export function timesIn({ createdAt, renewedAt, expiresAt, terms }: SessionRecord): SessionTimes {
  return { createdAt, renewedAt, expiresAt, terms: termsInText(terms) };
}

/** Stands for data that is no JSON, for example after an edit by hand. No schema accepts it. */
const UNREADABLE = Symbol("unreadable session data");

/** Parses the data of a record. Data that cannot be parsed makes only its own session malformed. */
function dataIn(record: SessionRecord): unknown {
  try {
    return JSON.parse(record.data);
  } catch {
    return UNREADABLE;
  }
}
