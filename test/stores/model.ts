import assert from "node:assert/strict";
import fc from "fast-check";
import { memoryStore, type SessionRecord, type Store, userTag } from "signet-auth";
import { testRecord } from "signet-auth/testing";

const SLOTS = 6;
const slots = fc.integer({ min: 0, max: SLOTS - 1 });
const users = fc.constantFrom("ada", "grace");
const times = fc.integer({ min: 1, max: 20 });
const limits = fc.option(fc.integer({ min: 1, max: 3 }), { nil: null });
const versions = fc.integer({ min: 0, max: 3 });

/** Operations on a store. Session ids come from a few slots, so that operations concern the same sessions. */
export const steps = fc.oneof(
  fc.record({
    kind: fc.constant("create"),
    slot: slots,
    at: times,
    most: limits,
    instead: fc.option(slots, { nil: null }),
  }),
  fc.record({ kind: fc.constant("renew"), slot: slots, at: times, seen: times }),
  fc.record({ kind: fc.constant("update"), slot: slots, seen: versions }),
  fc.record({ kind: fc.constant("revoke"), slot: slots }),
  fc.record({ kind: fc.constant("revokeByUser"), user: users, slot: slots }),
  fc.record({ kind: fc.constant("list"), user: users }),
  fc.record({ kind: fc.constant("find"), slot: slots }),
);
type Step = typeof steps extends fc.Arbitrary<infer T> ? T : never;

/** Throws when a store answers differently from memoryStore(). The store must be empty. */
export async function agreesWithMemory(store: Store, sequence: readonly Step[]): Promise<void> {
  const memory = memoryStore();
  for (const step of sequence) {
    assert.deepEqual(await take(store, step), await take(memory, step), JSON.stringify(sequence));
  }
}

async function take(store: Store, step: Step): Promise<unknown> {
  switch (step.kind) {
    case "create": {
      const replacing = step.instead === null ? null : idOf(step.instead);
      const record = recordIn(step.slot, step.at);
      return store.create(record, step.most, replacing).catch(() => "taken");
    }
    case "renew": {
      const renewal = { renewedAt: step.at, expiresAt: FAR + step.at, ifRenewedAt: step.seen };
      return store.renew(idOf(step.slot), renewal);
    }
    case "update":
      return store.update(idOf(step.slot), { data: `{"v":${step.seen}}`, ifVersion: step.seen });
    case "revoke":
      return store.revoke(idOf(step.slot));
    case "revokeByUser":
      return store.revokeByUser(step.user, idOf(step.slot));
    case "list":
      return (await store.listByUser(step.user, 0)).map(comparable);
    case "find":
      return comparable(await store.find(idOf(step.slot)));
  }
}

/** Before this time, no session of a step is expired; milliseconds since the Unix epoch. */
const FAR = 1_000_000;

function recordIn(slot: number, at: number): SessionRecord {
  const base = testRecord({ id: idOf(slot), userId: userOf(slot), data: "{}" });
  const terms = slot % 3 === 0 ? `[${slot},null,0]` : null;
  return { ...base, terms, createdAt: slot >> 1, renewedAt: at, expiresAt: FAR + at };
}

function idOf(slot: number): string {
  return userTag(userOf(slot)) + String(slot).padStart(22, "0");
}

function userOf(slot: number): string {
  return slot % 2 === 0 ? "ada" : "grace";
}

/** Removes the secret hash, which is different in every test record. */
function comparable(record: SessionRecord | null): object | null {
  return record === null ? null : { ...record, secretHash: record.secretHash.length };
}
