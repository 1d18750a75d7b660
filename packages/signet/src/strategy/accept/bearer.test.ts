import { describe, expect, test } from "vitest";
import {
  changes,
  isStored,
  rolloutOf,
  type Server,
  signedIn,
  titleOf,
  type Wrap,
} from "../../../fixtures/accept.ts";
import type { FeedStore } from "../../store/feed.ts";

const DAY = 86_400_000;
const moving = changes.filter(({ from, to, stores }) => from !== to || stores === "two stores");
const WRITES = ["create", "renew", "update", "revoke", "revokeByUser", "adopt", "bar"];

/** Creates a wrapper of stores that records the names of the write operations. */
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

/** Reads and renews the session of one request, as a server does. Returns the status. */
async function visit(server: Server, credential: string): Promise<string> {
  const request = bearer(credential);
  const reading = await server.read(request);
  expect(await server.renew({ ...request }, reading)).toEqual([]);
  return reading.status;
}

describe.each(moving.map((change) => [titleOf(change), change] as const))("%s", (_, change) => {
  test("requests of a bearer client write nothing to the stores until a renewal is due, and then at most once", async () => {
    const rollout = rolloutOf(change);
    const { credential } = await signedIn(rollout.before());
    const { wrap, writes } = counting();
    const server = rollout.after({ wrap });
    for (let times = 0; times < 3; times++) {
      rollout.clock.advance(60_000);
      expect(await visit(server, credential)).toBe("active");
    }
    expect(writes).toEqual([]);
    rollout.clock.advance(2 * DAY);
    for (let times = 0; times < 3; times++) expect(await visit(server, credential)).toBe("active");
    expect(writes).toEqual(isStored(change.from) ? ["renew"] : []);
  });

  test("after an update, the new credential of a bearer client works, and with a stored strategy its former one too", async () => {
    const rollout = rolloutOf(change);
    const { credential } = await signedIn(rollout.before());
    const { wrap, writes } = counting();
    const server = rollout.after({ wrap });
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
    // A stored credential keeps its session alive. Without a store, the session lasts for one idle time.
    for (let days = 2; days <= 20; days += 2) {
      rollout.clock.advance(2 * DAY);
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

test("an expired hybrid() token of a bearer client causes no renewal in the store", async () => {
  const { clock, after } = rolloutOf({ from: "jwt", to: "hybrid", stores: "two stores" });
  const { wrap, writes } = counting();
  const server = after({ wrap });
  const { credential } = await signedIn(server);
  writes.length = 0;
  clock.advance(DAY / 2);
  const reading = await server.read(bearer(credential), { fresh: true });
  expect(reading).toMatchObject({ status: "active", renew: false });
  expect(writes).toEqual([]);
});
