import { SignetError, StoreUnavailableError } from "../errors.ts";
import { expiryOf } from "../session/lifetime.ts";
import type { SessionFacts } from "../session/types.ts";
import type { SecretHash, SessionRecord, Store } from "../store/contract.ts";
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

/** Writers that may be first before an update gives up. */
const UPDATE_TRIES = 16;

/**
 * Keeps each session in a store; the client holds an opaque `id.secret`, and the store only the hash
 * of the secret, so that a leaked store signs nobody in. A read costs one store read. Sessions can be
 * listed, changed and revoked, at once and for all readers.
 */
export function database(options: { readonly store: Store }): StoredStrategy {
  const store = options?.store;
  if (typeof store?.find !== "function") {
    throw new SignetError(
      "invalid-config",
      'database() needs a store: database({ store: sqliteStore("data/sessions.db") }), with sqliteStore from signet-auth/sqlite.',
    );
  }
  return { name: "database", prepare: (setting) => prepare(store, setting) };
}

function prepare(store: Store, { lifetime, cookieName }: StrategySetting): StoredOperations {
  /** Bound to the cookie's name, so that a credential of one engine is none of another on the same store. */
  async function storedHash(secret: string): Promise<SecretHash> {
    return (await hashSecret(`${cookieName}.${secret}`)) as SecretHash;
  }

  return {
    async issue(session, now) {
      const secret = newSecret();
      const times = { createdAt: now, authenticatedAt: now, renewedAt: now };
      const record: SessionRecord = {
        id: await newSessionId(session.userId),
        secretHash: await storedHash(secret),
        userId: session.userId,
        data: JSON.stringify(session.data),
        version: 0,
        ...times,
        expiresAt: expiryOf(times, lifetime),
        deviceLabel: session.deviceLabel,
        userAgent: session.userAgent,
        ip: session.ip,
      };
      await asking(() => store.create(record));
      return { facts: factsOf(record), credential: formatCredential({ id: record.id, secret }) };
    },

    async read({ credential }) {
      const presented = parseCredential(credential);
      if (presented === null) return { status: "rejected", reason: "malformed" };
      try {
        const record = await store.find(presented.id);
        if (record === null) return { status: "rejected", reason: "revoked" };
        if (!equalHashes(await storedHash(presented.secret), record.secretHash)) {
          return { status: "rejected", reason: "bad-signature" };
        }
        return { status: "proven", facts: factsOf(record) };
      } catch (cause) {
        return { status: "unavailable", cause };
      }
    },

    async renew(facts, { credential }, now) {
      const renewedAt = now;
      const expiresAt = expiryOf({ ...facts, renewedAt }, lifetime);
      const moved = await asking(() =>
        store.renew(facts.id, { renewedAt, expiresAt, ifRenewedAt: facts.renewedAt }),
      );
      if (moved) return { facts: { ...facts, renewedAt, expiresAt }, credential };
      const record = await asking(() => store.find(facts.id));
      return record === null ? null : { facts: factsOf(record), credential };
    },

    async update({ id }, { credential }, change): Promise<Issued | null> {
      for (let tries = 0; tries < UPDATE_TRIES; tries++) {
        const record = await asking(() => store.find(id));
        if (record === null) return null;
        const data = JSON.stringify(await change(JSON.parse(record.data)));
        const update = { data, ifVersion: record.version };
        if (await asking(() => store.update(id, update))) {
          return { facts: factsOf({ ...record, data }), credential };
        }
      }
      throw new SignetError(
        "update-conflict",
        `The session's data was changed by others ${UPDATE_TRIES} times in a row. Nothing was written: try again.`,
      );
    },

    async revoke({ id }) {
      await asking(() => store.revoke(id));
      return null;
    },

    directory: {
      async find(id) {
        const record = isSessionId(id) ? await asking(() => store.find(id)) : null;
        return record === null ? null : factsOf(record);
      },
      async list(userId, now) {
        return (await asking(() => store.listByUser(userId, now))).map(factsOf);
      },
      revoke: (id) => asking(() => store.revoke(id)),
      revokeByUser: (userId, exceptId) => asking(() => store.revokeByUser(userId, exceptId)),
    },
  };
}

/** Turns whatever a store throws into the one error that means "nobody knows". */
async function asking<T>(operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (cause) {
    throw new StoreUnavailableError(cause);
  }
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
