import { describe, expect, test } from "vitest";
import {
  changes,
  isStored,
  named,
  type Server,
  signedIn,
  type Wrap,
  worldOf,
} from "../../../fixtures/accept.ts";
import type { FeedStore } from "../../store/feed.ts";

const DAY = 86_400_000;
const moving = changes.filter(({ from, to, stores }) => from !== to || stores === "two stores");
const WRITES = ["create", "renew", "update", "revoke", "revokeByUser", "adopt", "bar"];

/** Counts what a store is asked to write. */
function counting(): { readonly wrap: Wrap; readonly writes: string[] } {
  const writes: string[] = [];
  const wrap: Wrap = (store) =>
    new Proxy(store, {
      get(target, name: keyof FeedStore) {
        const operation: unknown = Reflect.get(target, name);
        if (typeof operation !== "function" || !WRITES.includes(name)) return operation;
        return (...args: unknown[]) => {
          writes.push(name);
          return operation.apply(target, args);
        };
      },
    });
  return { wrap, writes };
}

function bearer(credential: string) {
  return { authorization: `Bearer ${credential}`, host: "localhost:3000" };
}

/** What a server does with each request of a client. */
async function visit(server: Server, credential: string): Promise<string> {
  const request = bearer(credential);
  const reading = await server.read(request);
  expect(await server.renew({ ...request }, reading)).toEqual([]);
  return reading.status;
}

describe.each(moving.map((change) => [named(change), change] as const))("%s", (_, change) => {
  test("a bearer client costs the stores no write until a renewal is due, and then one", async () => {
    const world = worldOf(change);
    const { credential } = await signedIn(world.before());
    const { wrap, writes } = counting();
    const server = world.after({ wrap });
    for (let times = 0; times < 3; times++) {
      world.clock.advance(60_000);
      expect(await visit(server, credential)).toBe("active");
    }
    expect(writes).toEqual([]);
    world.clock.advance(2 * DAY);
    for (let times = 0; times < 3; times++) expect(await visit(server, credential)).toBe("active");
    expect(writes).toEqual(isStored(change.from) ? ["renew"] : []);
  });

  test("after an update a bearer client goes on with its old credential, or with its new one", async () => {
    const world = worldOf(change);
    const { credential } = await signedIn(world.before());
    const { wrap, writes } = counting();
    const server = world.after({ wrap });
    const updated = await server.update(bearer(credential), { role: "auditor" });
    writes.length = 0;
    const after = { status: "active", session: { data: { role: "auditor" } } };
    for (const each of isStored(change.to)
      ? [credential, updated.credential]
      : [updated.credential]) {
      expect(await server.read(bearer(each), ...freshOn(change.to))).toMatchObject(after);
      expect(await visit(server, each)).toBe("active");
    }
    expect(writes).toEqual([]);
    // Kept alive by whichever it uses, as long as a session of the strategy before would be.
    for (let days = 2; days <= 20; days += 2) {
      world.clock.advance(2 * DAY);
      expect(await visit(server, updated.credential)).toBe(
        isStored(change.to) || days < 7 ? "active" : "rejected",
      );
      if (isStored(change.from)) expect(await visit(server, credential)).toBe("active");
    }
  });
});

function freshOn(name: "jwt" | "sealed" | "database" | "hybrid"): [] | [{ fresh: true }] {
  return isStored(name) ? [{ fresh: true }] : [];
}

test("a token of hybrid() that is past its time costs a bearer client no renewal", async () => {
  const { clock, after } = worldOf({ from: "jwt", to: "hybrid", stores: "two stores" });
  const { wrap, writes } = counting();
  const server = after({ wrap });
  const { credential } = await signedIn(server);
  writes.length = 0;
  clock.advance(DAY / 2);
  const reading = await server.read(bearer(credential), { fresh: true });
  expect(reading).toMatchObject({ status: "active", renew: false });
  expect(writes).toEqual([]);
});
