import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { SignetError, StoreUnavailableError } from "../errors.ts";
import type { SessionRecord, Store } from "../store/contract.ts";
import { memoryStore } from "../store/memory/index.ts";
import { database } from "../strategy/database.ts";
import { jwt } from "../strategy/jwt.ts";
import { testBrowser } from "../testing/browser.ts";
import { testClock } from "../testing/clock.ts";
import { createSignet } from "./create-signet.ts";

const secret = "a-secret-for-engine-tests-0123456789-abc";
const data = z.object({ name: z.string() });
const input = { userId: "user-1", data: { name: "Ada" } };
const LOCAL = { host: "localhost:3000" };
const DAY = 86_400_000;

/** Creates a store whose operations all fail while `broken.now` is true, as with a full disk. */
function fragileStore() {
  const broken = { now: false };
  const inner = memoryStore();
  const store: Store = new Proxy(inner, {
    get(target, name, receiver) {
      const operation: unknown = Reflect.get(target, name, receiver);
      if (typeof operation !== "function") return operation;
      return async (...args: unknown[]) => {
        if (broken.now) throw new Error("database or disk is full");
        return Reflect.apply(operation, target, args);
      };
    },
  });
  return { store, broken };
}

async function signedInOn(store: Store) {
  const clock = testClock();
  const strategy = database({ store });
  const signet = createSignet({ strategy, secret, data, now: () => clock.now() });
  const browser = testBrowser();
  browser.receive((await signet.signIn(browser.headers(), input)).setCookies);
  return { signet, browser, clock };
}

async function signedInOnFragileStore() {
  const { store, broken } = fragileStore();
  return { ...(await signedInOn(store)), broken };
}

test("a failing store makes readings unavailable and writes throw, and deletes no cookie", async () => {
  const { signet, browser, broken } = await signedInOnFragileStore();
  broken.now = true;
  const reading = await signet.read(browser.headers());
  expect(reading).toMatchObject({ status: "unavailable", cause: expect.any(Error) });
  expect(await signet.renew(browser.headers(), reading)).toEqual([]);
  for (const attempt of [
    () => signet.signIn(browser.headers(), input),
    () => signet.signOut(browser.headers()),
    () => signet.update(browser.headers(), { name: "Eve" }),
    () => signet.sessions.list("user-1"),
    () => signet.sessions.revoke("x".repeat(26)),
    () => signet.sessions.revokeAll("user-1"),
  ]) {
    await expect(attempt()).rejects.toBeInstanceOf(StoreUnavailableError);
  }
  broken.now = false;
  expect((await signet.read(browser.headers())).status).toBe("active");
});

test("a renewal that the store fails to write leaves the session active and due for renewal", async () => {
  const { signet, browser, broken, clock } = await signedInOnFragileStore();
  clock.advance(2 * DAY);
  const reading = await signet.read(browser.headers());
  broken.now = true;
  expect(await signet.renew(browser.headers(), reading)).toEqual([]);
  broken.now = false;
  expect(await signet.read(browser.headers())).toMatchObject({ status: "active", renew: true });
});

test("concurrent renewals write once, and reads never write", async () => {
  const writes: string[] = [];
  const inner = memoryStore();
  const store: Store = {
    ...inner,
    renew: async (id, renewal) => {
      const written = await inner.renew(id, renewal);
      if (written) writes.push("renew");
      return written;
    },
  };
  const { signet, browser, clock } = await signedInOn(store);
  clock.advance(2 * DAY);
  const headers = browser.headers();
  await Promise.all(Array.from({ length: 50 }, () => signet.read(headers)));
  expect(writes).toEqual([]);
  const renewals = Array.from({ length: 50 }, async () =>
    signet.renew({ ...headers }, await signet.read(headers)),
  );
  for (const setCookies of await Promise.all(renewals)) expect(setCookies).toHaveLength(1);
  expect(writes).toEqual(["renew"]);
});

test("concurrent updates of different members all take effect with a stored strategy", async () => {
  const signet = createSignet({
    strategy: database({ store: memoryStore() }),
    secret,
    data: z.object({ a: z.number(), b: z.number() }),
  });
  const browser = testBrowser();
  const issued = await signet.signIn(browser.headers(), { userId: "u", data: { a: 0, b: 0 } });
  browser.receive(issued.setCookies);
  const headers = browser.headers();
  const updates = [{ a: 1 }, { b: 1 }].map((patch) => signet.update({ ...headers }, patch));
  await Promise.all(updates);
  expect(await signet.read(headers)).toMatchObject({ session: { data: { a: 1, b: 1 } } });
});

test("a record of a leaked store is no credential, because it has only a hash of the secret", async () => {
  const records: SessionRecord[] = [];
  const inner = memoryStore();
  const store: Store = {
    ...inner,
    create: async (record, maxPerUser) => {
      records.push(record);
      return inner.create(record, maxPerUser);
    },
  };
  const signet = createSignet({ strategy: database({ store }), secret, data });
  const { credential } = await signet.signIn(LOCAL, input);
  const secretPart = credential.split(".")[1] ?? "";
  const leaked = records.map((record) => ({
    ...record,
    secretHash: Buffer.from(record.secretHash),
  }));
  const forms = leaked.flatMap((record) => [
    JSON.stringify(record),
    record.secretHash.toString("base64url"),
    record.secretHash.toString("hex"),
  ]);
  for (const form of forms) expect(form).not.toContain(secretPart);
  for (const record of leaked) {
    const forged = `${record.id}.${record.secretHash.toString("base64url")}`;
    const reading = await signet.read({ authorization: `Bearer ${forged}` });
    expect(reading).toEqual({ status: "rejected", reason: "bad-signature" });
  }
});

test("a list of sessions contains no secret", async () => {
  const signet = createSignet({ strategy: database({ store: memoryStore() }), secret, data });
  const { credential } = await signet.signIn(LOCAL, input);
  const listed = JSON.stringify(await signet.sessions.list("user-1"));
  expect(listed).not.toContain(credential.split(".")[1]);
});

test("sign-in over plain http to a host other than localhost fails with insecure-origin", async () => {
  const signet = createSignet({ strategy: jwt(), secret, data });
  for (const request of [{ host: "192.168.1.2:3000" }, new Request("http://app.example/")]) {
    await expect(signet.signIn(request, input)).rejects.toMatchObject({ code: "insecure-origin" });
  }
  const unforwarded = {
    host: "localhost:3000",
    origin: "https://app.example",
    "sec-fetch-site": "same-origin",
  };
  await expect(signet.signIn(unforwarded, input)).rejects.toMatchObject({
    code: "insecure-origin",
  });
  const proxied = { host: "app.example", "x-forwarded-proto": "https" };
  const { setCookies } = await signet.signIn(proxied, input);
  expect(setCookies[0]).toMatch(/^__Host-signet=.*; Secure/);
});

test("on https a cookie without the __Host- prefix is ignored", async () => {
  const signet = createSignet({ strategy: jwt(), secret, data });
  const { credential } = await signet.signIn(LOCAL, input);
  const https = (cookie: string) => new Request("https://app.example", { headers: { cookie } });
  expect((await signet.read(https(`signet=${credential}`))).status).toBe("anonymous");
  expect((await signet.read(https(`__Host-signet=${credential}`))).status).toBe("active");
});

test("isForged requires a same-origin header from an unsafe request with a cookie, and none from one with only a bearer token", () => {
  const signet = createSignet({ strategy: jwt(), secret, data });
  const cookie = { ...LOCAL, cookie: "signet=x" };
  expect(signet.isForged(cookie, "POST")).toBe(true);
  expect(signet.isForged(cookie, "GET")).toBe(false);
  expect(signet.isForged({ ...cookie, origin: "http://localhost:3000" }, "POST")).toBe(false);
  expect(signet.isForged({ ...cookie, "sec-fetch-site": "same-origin" }, "DELETE")).toBe(false);
  expect(signet.isForged({ ...cookie, "sec-fetch-site": "same-site" }, "DELETE")).toBe(true);
  expect(signet.isForged({ ...cookie, authorization: "Bearer x" }, "POST")).toBe(true);
  const sameOrigin = { ...cookie, authorization: "Bearer x", "sec-fetch-site": "same-origin" };
  expect(signet.isForged(sameOrigin, "POST")).toBe(false);
  expect(signet.isForged({ ...LOCAL, authorization: "Bearer x" }, "POST")).toBe(false);
  expect(signet.isForged(LOCAL, "POST")).toBe(false);
});

test("sign-out and update with two credentials are refused, and both sessions stay", async () => {
  const signet = createSignet({ strategy: database({ store: memoryStore() }), secret, data });
  const one = await signet.signIn(LOCAL, input);
  const two = await signet.signIn(LOCAL, input);
  const own = { ...LOCAL, "sec-fetch-site": "same-origin" };
  for (const request of [
    { ...own, cookie: `signet=${one.credential}; signet=${two.credential}` },
    { ...own, cookie: `signet=${one.credential}`, authorization: `Bearer ${two.credential}` },
  ]) {
    for (const attempt of [signet.signOut(request), signet.update(request, { name: "Eve" })]) {
      await expect(attempt).rejects.toMatchObject({ code: "conflicting-credentials" });
    }
  }
  expect(await signet.sessions.list("user-1")).toHaveLength(2);
});

test("a jwt() session of a bearer client is not renewed, because the client cannot receive the new credential", async () => {
  const clock = testClock();
  const signet = createSignet({ strategy: jwt(), secret, data, now: () => clock.now() });
  const { credential } = await signet.signIn(LOCAL, input);
  clock.advance(2 * DAY);
  const request = { ...LOCAL, authorization: `Bearer ${credential}` };
  expect(await signet.renew(request, await signet.read(request))).toEqual([]);
});

test("a stored session of a bearer client is renewed in the store", async () => {
  const clock = testClock();
  const strategy = database({ store: memoryStore() });
  const signet = createSignet({ strategy, secret, data, now: () => clock.now() });
  const { credential } = await signet.signIn(LOCAL, input);
  const request = { ...LOCAL, authorization: `Bearer ${credential}` };
  for (let days = 0; days < 12; days += 2) {
    clock.advance(2 * DAY);
    expect(await signet.renew(request, await signet.read(request))).toEqual([]);
  }
  expect((await signet.read(request)).status).toBe("active");
});

test("an update by a bearer client returns the new credential and no cookie", async () => {
  const signet = createSignet({ strategy: jwt(), secret, data });
  const { credential } = await signet.signIn(LOCAL, input);
  const request = { ...LOCAL, authorization: `Bearer ${credential}` };
  const updated = await signet.update(request, { name: "Countess" });
  expect(updated.setCookies).toEqual([]);
  const later = await signet.read({ ...LOCAL, authorization: `Bearer ${updated.credential}` });
  expect(later).toMatchObject({ session: { data: { name: "Countess" } } });
});

test.each([
  [{ ...input, userId: "" }, "invalid-input"],
  [{ ...input, userId: 7 }, "invalid-input"],
  [{ ...input, userId: "\ud800" }, "invalid-input"],
  [{ ...input, userId: "alice\u0000evil" }, "invalid-input"],
  [{ ...input, userId: "alice\n" }, "invalid-input"],
  [{ ...input, userId: "u".repeat(256) }, "invalid-input"],
  [{ ...input, data: { name: 7 } }, "invalid-data"],
  [{ userId: "user-1" }, "invalid-data"],
  [{ ...input, device: { label: 7 } }, "invalid-input"],
  [undefined, "invalid-input"],
])("sign-in with the invalid input %# is refused and writes nothing", async (bad, code) => {
  const signet = createSignet({ strategy: database({ store: memoryStore() }), secret, data });
  // @ts-expect-error: JavaScript callers can pass this.
  await expect(signet.signIn(LOCAL, bad)).rejects.toMatchObject({ code });
  expect(await signet.sessions.list("user-1")).toEqual([]);
});

test("a session holds its device, with at most 256 characters of the User-Agent", async () => {
  const signet = createSignet({ strategy: database({ store: memoryStore() }), secret, data });
  const request = { ...LOCAL, "user-agent": "U".repeat(5_000) };
  const device = { label: "Firefox on Linux", ip: "203.0.113.9" };
  const { session } = await signet.signIn(request, { ...input, device });
  expect(session.device).toEqual({ ...device, userAgent: "U".repeat(256) });
});

test("no error and no reading contains the presented credential", async () => {
  const signet = createSignet({ strategy: jwt(), secret, data });
  const texts = fc.string({ unit: "grapheme-ascii", minLength: 12, maxLength: 80 });
  await fc.assert(
    fc.asyncProperty(texts, async (credential) => {
      const request = { ...LOCAL, authorization: `Bearer ${credential}` };
      const answers: unknown[] = [await signet.read(request)];
      for (const attempt of [signet.update(request, { name: "x" }), signet.signOut(request)]) {
        answers.push(await attempt.catch((error: unknown) => error));
      }
      for (const answer of answers) {
        const text = answer instanceof SignetError ? answer.message : JSON.stringify(answer);
        expect(text).not.toContain(credential);
      }
    }),
  );
});

test("sign-out ends a verified session, also when the current lifetime policy refuses it", async () => {
  const clock = testClock();
  const strategy = database({ store: memoryStore() });
  const now = () => clock.now();
  const lenient = createSignet({ strategy, secret, data, now });
  const strict = createSignet({ strategy, secret, data, now, lifetime: { idle: "1h" } });
  const { credential } = await lenient.signIn(LOCAL, input);
  clock.advance(DAY);
  const request = { ...LOCAL, authorization: `Bearer ${credential}` };
  expect((await strict.read(request)).status).toBe("rejected");
  await strict.signOut(request);
  expect((await lenient.read(request)).status).toBe("rejected");
});

test("sign-in fails while the store cannot find the session that the sign-in would replace", async () => {
  const { signet, browser, broken } = await signedInOnFragileStore();
  broken.now = true;
  const attempt = signet.signIn(browser.headers(), input);
  broken.now = false;
  await expect(attempt).rejects.toBeInstanceOf(StoreUnavailableError);
  expect(await signet.sessions.list("user-1")).toHaveLength(1);
});

test("a renewal signs the verified data, not the application's changes to the reading", async () => {
  const clock = testClock();
  const signet = createSignet({ strategy: jwt(), secret, data, now: () => clock.now() });
  const browser = testBrowser();
  browser.receive((await signet.signIn(browser.headers(), input)).setCookies);
  clock.advance(2 * DAY);
  const reading = await signet.read(browser.headers());
  if (reading.status === "active") reading.session.data.name = "Eve";
  browser.receive(await signet.renew(browser.headers(), reading));
  expect(await signet.read(browser.headers())).toMatchObject({
    renew: false,
    session: { data: { name: "Ada" } },
  });
});

test("a recent sign-in is distinguished from an old one, and a renewal does not make a sign-in recent", async () => {
  const clock = testClock();
  const strategies = [jwt(), database({ store: memoryStore() })];
  for (const strategy of strategies) {
    const signet = createSignet({ strategy, secret, data, now: () => clock.now() });
    const browser = testBrowser();
    const signIn = () => signet.signIn(browser.headers(), input);
    browser.receive((await signIn()).setCookies);
    clock.advance(600_000);
    const sessionNow = async () => {
      const reading = await signet.read(browser.headers());
      if (reading.status !== "active") throw new Error(reading.status);
      return reading.session;
    };
    expect(signet.isProvedWithin(await sessionNow(), "10m")).toBe(true);
    clock.advance(2 * 86_400_000);
    browser.receive(await signet.renew(browser.headers(), await signet.read(browser.headers())));
    expect(signet.isProvedWithin(await sessionNow(), "1d")).toBe(false);
    browser.receive((await signIn()).setCookies);
    expect(signet.isProvedWithin(await sessionNow(), 1)).toBe(true);
    const session = await sessionNow();
    for (const within of ["soon", 0, -1, Number.NaN]) {
      expect(() => Reflect.apply(signet.isProvedWithin, null, [session, within])).toThrow(
        /within must be a duration/,
      );
    }
  }
});

test("the label of a device comes from the User-Agent, unless the application sets it", async () => {
  const signet = createSignet({ strategy: database({ store: memoryStore() }), secret, data });
  const agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
  const request = { ...LOCAL, "user-agent": agent };
  const labelled = async (device?: { label: string }) =>
    (await signet.signIn(request, { ...input, ...(device && { device }) })).session.device?.label;
  expect(await labelled()).toBe("Firefox on Linux");
  expect(await labelled({ label: "Ada's laptop" })).toBe("Ada's laptop");
  expect((await signet.signIn(LOCAL, input)).session.device).toEqual({
    label: null,
    userAgent: null,
    ip: null,
  });
});

test("a read of headers that throw returns a rejected promise", async () => {
  const signet = createSignet({ strategy: jwt(), secret });
  const broken = {
    get(): string {
      throw new Error("these headers cannot be read");
    },
  };
  const reading = signet.read(broken);
  await expect(reading).rejects.toThrow("these headers cannot be read");
});
