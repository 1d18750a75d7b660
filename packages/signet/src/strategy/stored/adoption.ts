import { expiryOf, forgottenAfter, judge, type Lifetime } from "../../session/lifetime.ts";
import type { SessionFacts } from "../../session/types.ts";
import type { SecretHash, SessionRecord, Store } from "../../store/contract.ts";
import { equalHashes } from "../../token/engine/opaque.ts";
import type { Arrival, Arrivals } from "../contract.ts";
import type { Ask } from "./ask.ts";
import type { StoredSecrets } from "./secrets.ts";

/** What takes sessions of other strategies over into a store. */
export interface Adopter {
  readonly store: Store;
  readonly ask: Ask;
  readonly lifetime: Lifetime;
  readonly secrets: StoredSecrets;
  /** Whether a session's secret is handed out. */
  readonly needsSecret: boolean;
}

/** How sessions come to a store, in the words of its strategy. */
export function arrivalsIn(
  { store, ask }: Pick<Adopter, "store" | "ask">,
  toFacts: (record: SessionRecord) => SessionFacts,
  adopt: Arrivals["adopt"],
): Arrivals {
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

/** A session that is about to be taken over. */
export interface Coming {
  readonly facts: SessionFacts;
  readonly what: Arrival;
  readonly now: number;
  /** Refuses, by what it throws, a session that no credential could be issued of. */
  check?(record: SessionRecord): Promise<void>;
}

export interface AdoptedRecord {
  readonly record: SessionRecord;
  readonly isNew: boolean;
  /** What the record's hash is of, where a key of the ring makes it. */
  readonly secret: string | null;
}

/** Takes a session over and renews it; `null` when it has ended. */
export async function adoptRecord(
  { store, ask, lifetime, secrets, needsSecret }: Adopter,
  { facts, what, now, check }: Coming,
): Promise<AdoptedRecord | null> {
  const derived = await secrets.derived(facts.id);
  const hashes = derived.map(({ hash }) => hash);
  const begun = recordOf(facts, derived[0].hash, lifetime, now);
  await check?.(begun);
  // Moving here ends nobody's session: the limit waits for the next sign-in.
  const adopted = await ask(() =>
    store.adopt({
      record: begun,
      mayBegin: !what.isHere,
      secretHashes: needsSecret ? hashes : null,
      until: forgottenAfter(facts, lifetime),
    }),
  );
  if (adopted === null) return null;
  const { isNew } = adopted;
  const isDue = !isNew && (what.isBehind || isRenewalDue(adopted.record, lifetime, now));
  const record = isDue
    ? await renewed({ store, ask, lifetime }, adopted.record, now)
    : adopted.record;
  if (record === null) return null;
  const known = derived.find(({ hash }) => equalHashes(hash, record.secretHash));
  return { record, isNew, secret: known?.secret ?? null };
}

/** Also where it seems to be over: another strategy has proven that it is not. */
function isRenewalDue(record: SessionRecord, lifetime: Lifetime, now: number): boolean {
  const judgement = judge(record, lifetime, now);
  return !judgement.live || judgement.renewalDue;
}

/** `null` when it has ended meanwhile. */
async function renewed(
  { store, ask, lifetime }: Pick<Adopter, "store" | "ask" | "lifetime">,
  record: SessionRecord,
  now: number,
): Promise<SessionRecord | null> {
  const times = { renewedAt: now, expiresAt: expiryOf({ ...record, renewedAt: now }, lifetime) };
  const renewal = { ...times, ifRenewedAt: record.renewedAt };
  if (await ask(() => store.renew(record.id, renewal))) return { ...record, ...times };
  return ask(() => store.find(record.id));
}

/** How a session begins here that another strategy has proven. */
function recordOf(
  { id, userId, data, createdAt, authenticatedAt, device }: SessionFacts,
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
    expiresAt: expiryOf({ createdAt, renewedAt: now }, lifetime),
    deviceLabel: device?.label ?? null,
    userAgent: device?.userAgent ?? null,
    ip: device?.ip ?? null,
  };
}
