import { type Duration, parseDuration } from "../duration.ts";
import { SignetError, StoreUnavailableError } from "../errors.ts";
import { expiryOf } from "../session/lifetime.ts";
import type { SessionFacts } from "../session/types.ts";
import { type SecretHash, type SessionRecord, type Store, userTag } from "../store/contract.ts";
import {
  equalHashes,
  formatCredential,
  hashSecret,
  isSessionId,
  newSecret,
  newSessionId,
  parseCredential,
} from "../token/opaque.ts";
import type { Issued, StoredOperations, StoredStrategy, StrategySetting } from "./contract.ts";
import { type Ask, askWithin } from "./database-ask.ts";
import { labelOf } from "./database-label.ts";

/** Writers that may be first before an update gives up. */
const UPDATE_TRIES = 32;
/** The longest wait before the next try; milliseconds. */
const LONGEST_WAIT = 128;

export interface DatabaseOptions {
  readonly store: Store;
  /** Signing in ends a user's oldest sessions beyond this many. Default: no limit. */
  readonly maxSessionsPerUser?: number;
  /** How long the store may take to answer, before the answer is "nobody knows". Default `"2s"`. */
  readonly timeout?: Duration;
}

const DATABASE_OPTIONS = ["store", "maxSessionsPerUser", "timeout"];

/**
 * Keeps each session in a store; the client holds an opaque `id.secret`, and the store only the hash
 * of the secret, so that a leaked store signs nobody in. A read costs one store read. Sessions can be
 * listed, changed and revoked, at once and for all readers.
 */
export function database(options: DatabaseOptions): StoredStrategy {
  const checked = parseOptions(options);
  return { name: "database", prepare: (setting) => prepare(checked, setting) };
}

interface Checked {
  readonly store: Store;
  readonly maxPerUser: number | null;
  readonly ask: Ask;
}

function parseOptions(options: DatabaseOptions): Checked {
  if (typeof options?.store?.find !== "function") {
    throw invalid(
      'database() needs a store: database({ store: sqliteStore("data/sessions.db") }), with sqliteStore from signet-auth/sqlite.',
    );
  }
  for (const [name, value] of Object.entries(options)) {
    if (!DATABASE_OPTIONS.includes(name)) {
      throw invalid(
        `database() has no option ${name}. Its options are ${DATABASE_OPTIONS.join(", ")}.`,
      );
    }
    if (value === undefined) {
      throw invalid(`${name} is present but undefined: give it a value, or leave it out.`);
    }
  }
  const { store, maxSessionsPerUser = null, timeout = "2s" } = options;
  if (
    maxSessionsPerUser !== null &&
    !(Number.isInteger(maxSessionsPerUser) && maxSessionsPerUser > 0)
  ) {
    throw invalid("maxSessionsPerUser must be a whole number from 1; leave it out for no limit.");
  }
  return {
    store,
    maxPerUser: maxSessionsPerUser,
    ask: askWithin(parseDuration(timeout, "timeout")),
  };
}

function invalid(message: string): SignetError {
  return new SignetError("invalid-config", message);
}

function prepare(
  { store, maxPerUser, ask }: Checked,
  { keys, lifetime, cookieName }: StrategySetting,
): StoredOperations {
  /** Bound to the cookie's name, so that a credential of one engine is none of another on the same store. */
  async function storedHash(secret: string): Promise<SecretHash> {
    return (await hashSecret(`${cookieName}.${secret}`)) as SecretHash;
  }

  /** Derived from the id, so that requests at the same time take a session over alike. */
  async function adoptedSecret(id: string): Promise<string> {
    const key = await keys[0].deriveSigning(`adopt:${cookieName}`);
    return key.sign(id);
  }

  return {
    chunked: false,

    async issue(session, replaced, now) {
      const secret = newSecret();
      const times = { createdAt: now, authenticatedAt: now, renewedAt: now };
      const record: SessionRecord = {
        id: newSessionId(userTag(session.userId)),
        secretHash: await storedHash(secret),
        userId: session.userId,
        data: JSON.stringify(session.data),
        version: 0,
        ...times,
        expiresAt: expiryOf(times, lifetime),
        deviceLabel: session.deviceLabel ?? labelOf(session.userAgent),
        userAgent: session.userAgent,
        ip: session.ip,
      };
      await ask(() => store.create(record, maxPerUser, replaced?.id));
      return { facts: factsOf(record), credential: formatCredential({ id: record.id, secret }) };
    },

    async adopt(facts, now) {
      const secret = await adoptedSecret(facts.id);
      const { id, userId, createdAt, authenticatedAt, device } = facts;
      const record: SessionRecord = {
        id,
        secretHash: await storedHash(secret),
        userId,
        data: JSON.stringify(facts.data),
        version: 0,
        createdAt,
        authenticatedAt,
        renewedAt: now,
        expiresAt: expiryOf({ createdAt, renewedAt: now }, lifetime),
        deviceLabel: device?.label ?? null,
        userAgent: device?.userAgent ?? null,
        ip: device?.ip ?? null,
      };
      const credential = formatCredential({ id, secret });
      try {
        // Moving here ends nobody's session: the limit waits for the next sign-in.
        await ask(() => store.create(record, null));
        return { facts: factsOf(record), credential };
      } catch (error) {
        const first = await ask(() => store.find(id));
        if (first === null || !equalHashes(first.secretHash, record.secretHash)) throw error;
        return { facts: factsOf(first), credential };
      }
    },

    async read({ credential }) {
      const presented = parseCredential(credential);
      if (presented === null) return { status: "rejected", reason: "malformed" };
      try {
        const record = await ask(() => store.find(presented.id));
        if (record === null) return { status: "rejected", reason: "revoked" };
        if (!equalHashes(await storedHash(presented.secret), record.secretHash)) {
          return { status: "rejected", reason: "bad-signature" };
        }
        return { status: "proven", facts: factsOf(record) };
      } catch (error) {
        const cause = error instanceof StoreUnavailableError ? error.cause : error;
        return { status: "unavailable", cause };
      }
    },

    async renew(facts, { credential }, now) {
      const renewedAt = now;
      const expiresAt = expiryOf({ ...facts, renewedAt }, lifetime);
      const moved = await ask(() =>
        store.renew(facts.id, { renewedAt, expiresAt, ifRenewedAt: facts.renewedAt }),
      );
      if (moved) return { facts: { ...facts, renewedAt, expiresAt }, credential };
      const record = await ask(() => store.find(facts.id));
      return record === null ? null : { facts: factsOf(record), credential };
    },

    async update({ id }, { credential }, change): Promise<Issued | null> {
      for (let tries = 0; tries < UPDATE_TRIES; tries++) {
        const record = await ask(() => store.find(id));
        if (record === null) return null;
        const data = JSON.stringify(await change(JSON.parse(record.data)));
        const update = { data, ifVersion: record.version };
        if (await ask(() => store.update(id, update))) {
          return { facts: factsOf({ ...record, data }), credential };
        }
        await wait(Math.random() * Math.min(2 ** tries, LONGEST_WAIT));
      }
      throw new SignetError(
        "update-conflict",
        `The session's data was changed by others ${UPDATE_TRIES} times in a row. Nothing was written: try again.`,
      );
    },

    async revoke({ id }) {
      await ask(() => store.revoke(id));
      return null;
    },

    directory: {
      async find(id) {
        const record = isSessionId(id) ? await ask(() => store.find(id)) : null;
        return record === null ? null : factsOf(record);
      },
      async list(userId, now) {
        return (await ask(() => store.listByUser(userId, now))).map(factsOf);
      },
      revoke: (id) => ask(() => store.revoke(id)),
      revokeByUser: (userId, exceptId) => ask(() => store.revokeByUser(userId, exceptId)),
    },
  };
}

/** Lets the others go first. */
function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

function factsOf(record: SessionRecord): SessionFacts {
  return {
    id: record.id,
    userId: record.userId,
    data: JSON.parse(record.data),
    createdAt: record.createdAt,
    authenticatedAt: record.authenticatedAt,
    renewedAt: record.renewedAt,
    expiresAt: record.expiresAt,
    device: { label: record.deviceLabel, userAgent: record.userAgent, ip: record.ip },
  };
}
