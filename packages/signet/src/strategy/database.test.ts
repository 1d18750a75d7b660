import { expect, test } from "vitest";
import { z } from "zod";
import { createSignet } from "../engine/create-signet.ts";
import type { SessionRecord, Store } from "../store/contract.ts";
import { memoryStore } from "../store/memory/index.ts";
import { testBrowser } from "../testing/browser.ts";
import { testClock } from "../testing/clock.ts";
import { database } from "./database.ts";

const secret = "a-secret-for-database-tests-0123456789-ab";
const LOCAL = { host: "localhost:3000" };

test("a read with database() costs one store read, and a malformed credential or id costs none", async () => {
  const lookups: string[] = [];
  const inner = memoryStore();
  const store: Store = {
    ...inner,
    find: (id) => {
      lookups.push(id);
      return inner.find(id);
    },
  };
  const signet = createSignet({ strategy: database({ store }), secret });
  const { credential, session } = await signet.signIn(LOCAL, { userId: "ada" });
  await signet.read({ ...LOCAL, authorization: `Bearer ${credential}` });
  expect(lookups).toEqual([session.id]);
  for (const malformed of ["x", "a.b", `${credential}A`, "../../etc/passwd.x", "\u0000"]) {
    await signet.read({ ...LOCAL, authorization: `Bearer ${malformed}` });
    await signet.sessions.revoke(malformed, { ownedBy: "ada" });
  }
  expect(lookups).toEqual([session.id]);
});

test("a credential of one engine is refused by another engine on the same store", async () => {
  const store = memoryStore();
  const shop = createSignet({ strategy: database({ store }), secret, cookieName: "shop" });
  const admin = createSignet({ strategy: database({ store }), secret, cookieName: "admin" });
  const { credential } = await shop.signIn(LOCAL, { userId: "ada" });
  const request = { ...LOCAL, authorization: `Bearer ${credential}` };
  expect((await shop.read(request)).status).toBe("active");
  expect(await admin.read(request)).toEqual({ status: "rejected", reason: "bad-signature" });
});

test.each(["createdAt", "authenticatedAt", "renewedAt", "expiresAt"] as const)(
  "a record with an invalid %s is rejected and not listed, without an outage",
  async (member) => {
    for (const time of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e300]) {
      // The lifetime policy limits a long expiresAt.
      if (member === "expiresAt" && time > 0) continue;
      const inner = memoryStore();
      const edited = (record: SessionRecord) => ({ ...record, [member]: time });
      const store: Store = {
        ...inner,
        find: async (id) => {
          const record = await inner.find(id);
          return record && edited(record);
        },
        listByUser: async (...args) => (await inner.listByUser(...args)).map(edited),
      };
      const signet = createSignet({ strategy: database({ store }), secret });
      const { credential } = await signet.signIn(LOCAL, { userId: "ada" });
      const request = { ...LOCAL, authorization: `Bearer ${credential}` };
      expect(await signet.read(request)).toMatchObject({ status: "rejected" });
      expect(await signet.sessions.list("ada")).toEqual([]);
      expect(await signet.sessions.revokeAll("ada")).toBe(1);
    }
  },
);

test("an update fails with update-conflict when other updates are always first", async () => {
  const store: Store = { ...memoryStore(), update: async () => false };
  const data = z.object({ name: z.string() });
  const signet = createSignet({ strategy: database({ store }), secret, data });
  const { credential } = await signet.signIn(LOCAL, { userId: "ada", data: { name: "Ada" } });
  const request = { ...LOCAL, authorization: `Bearer ${credential}` };
  await expect(signet.update(request, { name: "Eve" })).rejects.toMatchObject({
    code: "update-conflict",
  });
});

test("two hundred concurrent updates all take effect", async () => {
  const data = z.record(z.string(), z.number());
  const signet = createSignet({ strategy: database({ store: memoryStore() }), secret, data });
  const { credential } = await signet.signIn(LOCAL, { userId: "ada", data: {} });
  const request = { ...LOCAL, authorization: `Bearer ${credential}` };
  const members = Array.from({ length: 200 }, (_, at) => ({ [`member${at}`]: at }));
  await Promise.all(members.map((member) => signet.update({ ...request }, member)));
  expect(await signet.read(request)).toMatchObject({
    session: { data: Object.assign({}, ...members) },
  });
});

test("sign-in beyond the limit ends the user's oldest session, and no session of another user", async () => {
  const clock = testClock();
  const strategy = database({ store: memoryStore(), maxSessionsPerUser: 2 });
  const signet = createSignet({ strategy, secret, now: () => clock.now() });
  const grace = await signet.signIn(LOCAL, { userId: "grace" });
  const mine = [];
  for (let device = 0; device < 4; device++) {
    clock.advance(1_000);
    mine.push(await signet.signIn(LOCAL, { userId: "ada" }));
  }
  const status = async ({ credential }: { credential: string }) =>
    (await signet.read({ ...LOCAL, authorization: `Bearer ${credential}` })).status;
  expect(await Promise.all(mine.map(status))).toEqual(["rejected", "rejected", "active", "active"]);
  expect(await status(grace)).toBe("active");
});

test("after fifty concurrent sign-ins, exactly as many sessions remain as the limit allows", async () => {
  const strategy = database({ store: memoryStore(), maxSessionsPerUser: 3 });
  const signet = createSignet({ strategy, secret });
  await Promise.all(Array.from({ length: 50 }, () => signet.signIn(LOCAL, { userId: "ada" })));
  expect(await signet.sessions.list("ada")).toHaveLength(3);
});

test("a store that does not answer within the timeout is unavailable, and signs no user out", async () => {
  const silent = () => new Promise<never>(() => {});
  let isSilent = false;
  const inner = memoryStore();
  const store = new Proxy(inner, {
    get: (target, name, receiver) => (isSilent ? silent : Reflect.get(target, name, receiver)),
  });
  const signet = createSignet({ strategy: database({ store, timeout: "1s" }), secret });
  const { credential, session } = await signet.signIn(LOCAL, { userId: "ada" });
  const request = { ...LOCAL, authorization: `Bearer ${credential}` };
  isSilent = true;
  const reading = await signet.read(request);
  expect(reading).toMatchObject({
    status: "unavailable",
    cause: { message: "The session store did not answer within 1000 ms." },
  });
  const writes = [
    () => signet.signIn(LOCAL, { userId: "ada" }),
    () => signet.signOut(request),
    () => signet.sessions.list("ada"),
    () => signet.sessions.revoke(session.id),
    () => signet.sessions.revokeAll("ada"),
    () => signet.sessions.revokeOthers(session),
  ];
  const outcomes = await Promise.allSettled(writes.map((write) => write()));
  for (const outcome of outcomes) {
    expect(outcome).toMatchObject({ status: "rejected", reason: { code: "store-unavailable" } });
  }
  isSilent = false;
  expect((await signet.read(request)).status).toBe("active");
});

test("a store that throws is unavailable, like a store that rejects", async () => {
  const store: Store = {
    ...memoryStore(),
    find() {
      throw new Error("no connection");
    },
    revoke() {
      throw new Error("no connection");
    },
  };
  const signet = createSignet({ strategy: database({ store }), secret });
  const { credential, session } = await signet.signIn(LOCAL, { userId: "ada" });
  expect(await signet.read({ ...LOCAL, authorization: `Bearer ${credential}` })).toMatchObject({
    status: "unavailable",
    cause: { message: "no connection" },
  });
  await expect(signet.sessions.revoke(session.id)).rejects.toMatchObject({
    code: "store-unavailable",
    cause: { message: "no connection" },
  });
});

test.each([
  [{}, /needs a store/],
  [{ store: {} }, /needs a store/],
  [{ store: memoryStore(), maxSessionsPerUser: 0 }, /whole number from 1/],
  [{ store: memoryStore(), maxSessionsPerUser: 1.5 }, /whole number from 1/],
  [{ store: memoryStore(), maxSessionsPerUser: "3" }, /whole number from 1/],
  [{ store: memoryStore(), timeout: "soon" }, /timeout must be a duration/],
  [{ store: memoryStore(), timeout: undefined }, /timeout is present but undefined/],
  [{ store: memoryStore(), limit: 3 }, /limit is not an option of database/],
])("database() refuses invalid options at the start: case %#", (options, sentence) => {
  const make = () => Reflect.apply(database, null, [options]);
  expect(make).toThrow(sentence);
  expect(make).toThrow(expect.objectContaining({ code: "invalid-config" }));
});

test("a credential of database() does not depend on the secret", async () => {
  const strategy = database({ store: memoryStore() });
  const before = createSignet({ strategy, secret });
  const after = createSignet({ strategy, secret: "quite-another-secret-0123456789-abcdefgh" });
  const { credential } = await before.signIn(LOCAL, { userId: "ada" });
  const request = { ...LOCAL, authorization: `Bearer ${credential}` };
  expect((await after.read(request)).status).toBe("active");
});

test("repeated sign-ins on one device end no session of another device", async () => {
  const clock = testClock();
  const strategy = database({ store: memoryStore(), maxSessionsPerUser: 2 });
  const signet = createSignet({ strategy, secret, now: () => clock.now() });
  const phone = testBrowser();
  phone.receive((await signet.signIn(phone.headers(), { userId: "ada" })).setCookies);
  const laptop = testBrowser();
  for (let times = 0; times < 3; times++) {
    clock.advance(1_000);
    laptop.receive((await signet.signIn(laptop.headers(), { userId: "ada" })).setCookies);
  }
  expect((await signet.read(phone.headers())).status).toBe("active");
  expect(await signet.sessions.list("ada")).toHaveLength(2);
});
