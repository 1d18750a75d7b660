import { type Duration, parseDuration } from "../duration.ts";
import { invalidConfig, StoreUnavailableError } from "../errors.ts";
import { checkOptions } from "../options.ts";
import { expiryOf } from "../session/lifetime.ts";
import type { Store } from "../store/contract.ts";
import {
  equalHashes,
  formatCredential,
  newSecret,
  parseCredential,
} from "../token/engine/opaque.ts";
import type { StoredOperations, StoredStrategy, StrategySetting } from "./contract.ts";
import { adoptionOf, adoptRecord } from "./stored/adoption.ts";
import { type Ask, askPatiently, askWithin } from "./stored/ask.ts";
import { directoryOf } from "./stored/directory.ts";
import { keepRecordAlive } from "./stored/keep-alive.ts";
import { parseLimit } from "./stored/options.ts";
import { factsFromRecord, recordOf } from "./stored/record.ts";
import { secretsOf } from "./stored/secrets.ts";
import { updateRecord } from "./stored/update.ts";

export interface DatabaseOptions {
  /** The store that keeps the sessions, such as `sqliteStore("data/sessions.db")`. */
  readonly store: Store;
  /** The number of live sessions that a user may have. Sign-in ends the oldest beyond it. Default: no limit. */
  readonly maxSessionsPerUser?: number;
  /** The time that the store may take to answer. After it the reading is `unavailable`. Default `"2s"`. */
  readonly timeout?: Duration;
}

const DATABASE_OPTIONS = ["store", "maxSessionsPerUser", "timeout"];

/**
 * Keeps each session in a store. The client holds an opaque `id.secret`; the store holds only the hash
 * of the secret, so that a leaked database cannot be used to sign in. A read costs one store read.
 * Sessions can be listed, changed and revoked, and every read after it sees the change.
 *
 * @throws {SignetError} `invalid-config` for a wrong option.
 * @example
 * ```ts
 * import { createSignet, database } from "signet-auth";
 * import { sqliteStore } from "signet-auth/sqlite";
 *
 * const store = sqliteStore("data/sessions.db");
 * export const signet = createSignet({ strategy: database({ store }), secret: process.env["AUTH_SECRET"] });
 * ```
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
    throw invalidConfig(
      'database() needs a store. Give it one, such as database({ store: sqliteStore("data/sessions.db") }) with sqliteStore from signet-auth/sqlite.',
    );
  }
  checkOptions(options, DATABASE_OPTIONS, "database()");
  const { store, maxSessionsPerUser = null, timeout = "2s" } = options;
  return {
    store,
    maxPerUser: parseLimit(maxSessionsPerUser),
    ask: askWithin(parseDuration(timeout, "timeout")),
  };
}

function prepare({ store, maxPerUser, ask }: Checked, setting: StrategySetting): StoredOperations {
  const { lifetime } = setting;
  const secrets = secretsOf(setting);
  const adopter = { store, ask, lifetime, secrets, needsSecret: true };

  return {
    chunked: false,

    async issue(session, replaced, now) {
      const secret = newSecret();
      const record = await recordOf(session, () => secrets.hash(secret), lifetime, now);
      await ask(() => store.create(record, maxPerUser, replaced?.id));
      return {
        facts: factsFromRecord(record),
        credential: formatCredential({ id: record.id, secret }),
      };
    },

    async read({ credential }) {
      const presented = parseCredential(credential);
      if (presented === null) return { status: "rejected", reason: "malformed" };
      try {
        const record = await ask(() => store.find(presented.id));
        if (record === null) return { status: "rejected", reason: "revoked" };
        if (!equalHashes(await secrets.hash(presented.secret), record.secretHash)) {
          return { status: "rejected", reason: "bad-signature" };
        }
        return { status: "verified", facts: factsFromRecord(record), decidedBy: "store" };
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
      return record === null ? null : { facts: factsFromRecord(record), credential };
    },

    async keepAlive(facts, _presented, now) {
      // The facts were read from the store, so their times are the record's.
      await keepRecordAlive({ store, ask }, facts, lifetime, now);
      return true;
    },

    async update({ id }, { credential }, change) {
      const record = await updateRecord({ store, ask }, id, async ({ data }) =>
        JSON.stringify(await change(JSON.parse(data))),
      );
      return record === null ? null : { facts: factsFromRecord(record), credential };
    },

    async revoke({ id }) {
      await ask(() => store.revoke(id));
      return null;
    },

    metrics: () => null,
    maxPerUser,

    adoption: adoptionOf(adopter, factsFromRecord, async (facts, state, now) => {
      const adopted = await adoptRecord(adopter, { facts, state, now });
      if (adopted === null) return null;
      const { record, isNew, secret } = adopted;
      const credential = secret && formatCredential({ id: record.id, secret });
      return { facts: factsFromRecord(record), credential, isNew };
    }),

    directory: directoryOf(store, ask, askPatiently),
  };
}
