import { expiryOf, type Lifetime } from "../../session/lifetime.ts";
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
  const times = { createdAt: now, authenticatedAt: now, renewedAt: now };
  return secretHash(id).then((hash) => ({
    id,
    secretHash: hash,
    userId: session.userId,
    data: JSON.stringify(session.data),
    version: 0,
    ...times,
    expiresAt: expiryOf(times, lifetime),
    deviceLabel: session.deviceLabel ?? labelOf(session.userAgent),
    userAgent: session.userAgent,
    ip: session.ip,
  }));
}

/** Returns the session facts in a record. */
export function factsFromRecord(record: SessionRecord): SessionFacts {
  return {
    id: record.id,
    userId: record.userId,
    data: dataIn(record),
    createdAt: record.createdAt,
    authenticatedAt: record.authenticatedAt,
    renewedAt: record.renewedAt,
    expiresAt: record.expiresAt,
    device: { label: record.deviceLabel, userAgent: record.userAgent, ip: record.ip },
  };
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
