import { termsText } from "../../session/kept-terms.ts";
import { endOfAllCredentials, expiryOf, judge, type Lifetime } from "../../session/lifetime.ts";
import type { SessionFacts } from "../../session/types.ts";
import type { SecretHash, SessionRecord, Store } from "../../store/contract.ts";
import { equalHashes } from "../../token/engine/opaque.ts";
import type { AdoptionState, SessionAdoption } from "../contract.ts";
import type { Ask } from "./ask.ts";
import { timesIn } from "./record.ts";
import type { StoredSecrets } from "./secrets.ts";

/** The parts that an adoption of sessions into a store uses. */
export interface Adopter {
  readonly store: Store;
  readonly ask: Ask;
  readonly lifetime: Lifetime;
  readonly secrets: StoredSecrets;
  /** Whether the client needs the session's secret. */
  readonly needsSecret: boolean;
}

/** Creates the operations that adopt sessions into a strategy with a store. */
export function adoptionOf(
  { store, ask }: Pick<Adopter, "store" | "ask">,
  toFacts: (record: SessionRecord) => SessionFacts,
  adopt: SessionAdoption["adopt"],
): SessionAdoption {
  return {
    async find(facts) {
      const found = await ask(() => store.findToAdopt(facts));
      if (found === null) return null;
      return found === "barred" ? "ended" : toFacts(found);
    },
    adopt,
    bar: (bar) => ask(() => store.bar(bar)),
  };
}

/** A session that is about to be adopted. */
export interface Coming {
  readonly facts: SessionFacts;
  readonly state: AdoptionState;
  readonly now: number;
  /** Throws when no credential can be issued for the record. */
  check?(record: SessionRecord): Promise<void>;
}

export interface AdoptedRecord {
  readonly record: SessionRecord;
  readonly isNew: boolean;
  /** The secret of the record's hash, when a key of the ring derives it; otherwise `null`. */
  readonly secret: string | null;
}

/** Adopts a session and renews it; `null` when it has ended. */
export async function adoptRecord(
  { store, ask, lifetime, secrets, needsSecret }: Adopter,
  { facts, state, now, check }: Coming,
): Promise<AdoptedRecord | null> {
  const derived = await secrets.derived(facts.id);
  const hashes = derived.map(({ hash }) => hash);
  const begun = recordOf(facts, derived[0].hash, lifetime, now);
  await check?.(begun);
  // Adoption ignores the limit of sessions a user. The next sign-in applies it.
  const adopted = await ask(() =>
    store.adopt({
      record: begun,
      mayBegin: !state.isAdopted,
      secretHashes: needsSecret ? hashes : null,
      until: endOfAllCredentials(facts, lifetime),
    }),
  );
  if (adopted === null) return null;
  const { isNew } = adopted;
  const isDue = !isNew && (state.isRecordOlder || isRenewalDue(adopted.record, lifetime, now));
  const record = isDue
    ? await renewed({ store, ask, lifetime }, adopted.record, now)
    : adopted.record;
  if (record === null) return null;
  const known = derived.find(({ hash }) => equalHashes(hash, record.secretHash));
  return { record, isNew, secret: known?.secret ?? null };
}

/** Also for an expired record, because another strategy has verified that the session is live. */
function isRenewalDue(record: SessionRecord, lifetime: Lifetime, now: number): boolean {
  const judgement = judge(timesIn(record), lifetime, now);
  return !judgement.live || judgement.renewalDue;
}

/** Renews a record; `null` when it is gone. */
async function renewed(
  { store, ask, lifetime }: Pick<Adopter, "store" | "ask" | "lifetime">,
  record: SessionRecord,
  now: number,
): Promise<SessionRecord | null> {
  const expiresAt = expiryOf({ ...timesIn(record), renewedAt: now }, lifetime);
  const times = { renewedAt: now, expiresAt };
  const renewal = { ...times, ifRenewedAt: record.renewedAt };
  if (await ask(() => store.renew(record.id, renewal))) return { ...record, ...times };
  return ask(() => store.find(record.id));
}

/** Creates the record of a session that another strategy has verified. */
function recordOf(
  { id, userId, data, createdAt, authenticatedAt, device, terms }: SessionFacts,
  secretHash: SecretHash,
  lifetime: Lifetime,
  now: number,
): SessionRecord {
  return {
    id,
    secretHash,
    userId,
    data: JSON.stringify(data),
    version: 0,
    createdAt,
    authenticatedAt,
    renewedAt: now,
    expiresAt: expiryOf({ createdAt, renewedAt: now, terms }, lifetime),
    deviceLabel: device?.label ?? null,
    userAgent: device?.userAgent ?? null,
    ip: device?.ip ?? null,
    terms: termsText(terms),
  };
}
