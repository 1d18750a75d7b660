import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { testRecord } from "../testing/records.ts";
import type { SessionRecord, Store } from "./contract.ts";
import { memoryStore } from "./memory.ts";
import { sqliteStore } from "./sqlite/index.ts";

const folder = mkdtempSync(join(tmpdir(), "signet-model-"));
afterAll(() => rmSync(folder, { recursive: true }));

const slots = fc.integer({ min: 0, max: 5 });
const users = fc.constantFrom("ada", "grace");
const times = fc.integer({ min: 1, max: 20 });

/** One step on a store; the ids are slots, so that steps meet each other. */
const steps = fc.oneof(
  fc.record({ kind: fc.constant("create"), slot: slots, user: users, at: times }),
  fc.record({ kind: fc.constant("renew"), slot: slots, at: times, seen: times }),
  fc.record({ kind: fc.constant("update"), slot: slots, seen: fc.integer({ min: 0, max: 3 }) }),
  fc.record({ kind: fc.constant("revoke"), slot: slots }),
  fc.record({ kind: fc.constant("revokeByUser"), user: users, slot: slots }),
  fc.record({ kind: fc.constant("list"), user: users, at: times }),
  fc.record({ kind: fc.constant("purge"), at: times }),
  fc.record({ kind: fc.constant("find"), slot: slots }),
);
type Step = typeof steps extends fc.Arbitrary<infer T> ? T : never;

const idOf = (slot: number) => `slot${String(slot).padStart(22, "0")}`;

async function take(store: Store, step: Step): Promise<unknown> {
  const {
    slot = 0,
    user = "",
    at = 1,
    seen = 0,
  } = { ...step } as Partial<{
    slot: number;
    user: string;
    at: number;
    seen: number;
  }>;
  const id = idOf(slot);
  switch (step.kind) {
    case "create": {
      const record = testRecord({
        id,
        userId: user,
        data: "{}",
        secretHash: testRecord().secretHash,
      });
      const expiresAt = 1_000_000 + at;
      return store.create({ ...record, createdAt: slot, renewedAt: at, expiresAt }).then(
        () => "created",
        () => "taken",
      );
    }
    case "renew":
      return store.renew(id, { renewedAt: at, expiresAt: 1_000_000 + at, ifRenewedAt: seen });
    case "update":
      return store.update(id, { data: `{"seen":${seen}}`, ifVersion: seen });
    case "revoke":
      return store.revoke(id);
    case "revokeByUser":
      return store.revokeByUser(user, id);
    case "list":
      return (await store.listByUser(user, 1_000_000 + at)).map(comparable);
    case "purge":
      return store.purgeExpired(1_000_000 + at, 100);
    default:
      return comparable(await store.find(id));
  }
}

/** Without the secret's hash, which differs from one made record to the next. */
function comparable(record: SessionRecord | null): object | null {
  return record === null ? null : { ...record, secretHash: record.secretHash.length };
}

test("memory and SQLite agree on every outcome of any sequence of operations", async () => {
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { maxLength: 40 }), async (sequence) => {
      const sqlite = sqliteStore(join(folder, `${runs++}.db`));
      const memory = memoryStore();
      try {
        for (const step of sequence) {
          expect(await take(sqlite, step)).toEqual(await take(memory, step));
        }
      } finally {
        sqlite.close();
      }
    }),
    { numRuns: 150 },
  );
});
