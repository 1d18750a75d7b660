import { SignetError } from "../../errors.ts";
import { backOff } from "../../retry.ts";
import { expiryOf, type Lifetime } from "../../session/lifetime.ts";
import type { SessionFacts } from "../../session/types.ts";
import { type SecretHash, type SessionRecord, type Store, userTag } from "../../store/contract.ts";
import type { EngineKey } from "../../token/engine/keys.ts";
import { hashSecret, isSessionId, newSessionId } from "../../token/engine/opaque.ts";
import type { NewSession, SessionDirectory, StrategySetting } from "../contract.ts";
import type { Ask } from "./ask.ts";
import { labelOf } from "./device-label.ts";

/** Writers that may be first before an update gives up. */
const UPDATE_TRIES = 64;
/** The longest wait before the next try; milliseconds. */
const LONGEST_WAIT = 128;

/** A record, as the strategies with a store begin it. */
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

export function factsOf(record: SessionRecord): SessionFacts {
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

/** Stands for data that somebody has edited by hand, so that it is no JSON. No schema accepts it. */
const UNREADABLE = Symbol("unreadable session data");

/** The data of a record; one that cannot be read makes its own session malformed, and no other. */
function dataIn(record: SessionRecord): unknown {
  try {
    return JSON.parse(record.data);
  } catch {
    return UNREADABLE;
  }
}

/** What binds records to the engine whose sessions they are. */
export interface StoredSecrets {
  /** Bound to the cookie's name, so that a credential of one engine is none of another on the same store. */
  hash(secret: string): Promise<SecretHash>;
  /**
   * What a session may be taken over with: derived from its id, so that requests at the same time take
   * it over alike, by each key of the ring, newest first.
   */
  derived(id: string): Promise<readonly [DerivedSecret, ...DerivedSecret[]]>;
}

export interface DerivedSecret {
  readonly secret: string;
  readonly hash: SecretHash;
}

export function secretsOf({ keys, cookieName }: StrategySetting): StoredSecrets {
  const [newest, ...older] = keys;

  async function hash(secret: string): Promise<SecretHash> {
    return (await hashSecret(`${cookieName}.${secret}`)) as SecretHash;
  }

  async function derivedBy(key: EngineKey, id: string): Promise<DerivedSecret> {
    const secret = await (await key.deriveSigning(`adopt:${cookieName}`)).sign(id);
    return { secret, hash: await hash(secret) };
  }

  return {
    hash,
    async derived(id) {
      const others = older.map((key) => derivedBy(key, id));
      return [await derivedBy(newest, id), ...(await Promise.all(others))];
    },
  };
}

/**
 * Replaces a session's data, however many others do so meanwhile. The record as it is now, or `null`
 * when the session has ended.
 *
 * @param change what to make of the data; called again when another was first. What it throws goes through.
 */
export async function updateRecord(
  { store, ask }: { readonly store: Store; readonly ask: Ask },
  id: string,
  change: (record: SessionRecord) => Promise<string>,
): Promise<SessionRecord | null> {
  for (let tries = 0; tries < UPDATE_TRIES; tries++) {
    const record = await ask(() => store.find(id));
    if (record === null) return null;
    const data = await change(record);
    const update = { data, ifVersion: record.version };
    if (await ask(() => store.update(id, update))) {
      return { ...record, data, version: record.version + 1 };
    }
    await backOff(tries, LONGEST_WAIT);
  }
  throw new SignetError(
    "update-conflict",
    `The session's data was changed by others ${UPDATE_TRIES} times in a row. Nothing was written: try again.`,
  );
}

/** The sessions in a store. */
export function directoryOf(store: Store, ask: Ask, askPatiently: Ask): SessionDirectory {
  return {
    async find(id) {
      const record = isSessionId(id) ? await ask(() => store.find(id)) : null;
      return record === null ? null : factsOf(record);
    },
    async list(userId, now) {
      return (await ask(() => store.listByUser(userId, now))).map(factsOf);
    },
    async revoke(id) {
      return isSessionId(id) && ask(() => store.revoke(id));
    },
    revokeByUser: (userId, exceptId) => ask(() => store.revokeByUser(userId, exceptId)),
    revokeEverything: () => askPatiently(() => store.revokeEverything()),
  };
}
