import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import type { DataSchema } from "../session/data.ts";
import { memoryStore } from "../store/memory/index.ts";
import { sqliteStore } from "../store/sqlite/index.ts";
import type { Strategy } from "../strategy/contract.ts";
import { database } from "../strategy/database.ts";
import { hybrid } from "../strategy/hybrid/index.ts";
import { jwt } from "../strategy/jwt.ts";
import { sealed } from "../strategy/sealed.ts";
import { testBrowser } from "../testing/browser.ts";
import { testClock } from "../testing/clock.ts";
import { createSignet } from "./create-signet.ts";

const secret = "a-secret-for-session-data-tests-0123456789";
const DAY = 86_400_000;
const folder = mkdtempSync(join(tmpdir(), "signet-data-"));
const onDisk = sqliteStore(join(folder, "sessions.db"));
afterAll(() => rmSync(folder, { recursive: true }));

const strategies: Record<string, () => Strategy> = {
  "jwt()": () => jwt(),
  "sealed()": () => sealed(),
  "database() on memoryStore": () => database({ store: memoryStore() }),
  "database() on sqliteStore": () => database({ store: onDisk }),
  "hybrid() on memoryStore": () => hybrid({ store: memoryStore() }),
  "hybrid() on sqliteStore": () => hybrid({ store: onDisk }),
};

/** The input of a sign-in. */
interface Given {
  readonly name: string;
  readonly count: string;
  readonly since?: string;
}

interface Case {
  readonly schema: unknown;
  /** Returns the expected data of the session, after any number of writes and reads. */
  readonly dataOf: (given: Given) => object;
}

const cases: Record<string, Case> = {
  "leaves its output as it is": {
    schema: z.object({ name: z.string().trim(), count: z.coerce.number() }),
    dataOf: ({ name, count }) => ({ name: name.trim(), count: Number(count) }),
  },
  "changes its own output again": {
    schema: z.object({ name: z.string().transform((text) => `${text}!`), count: z.string() }),
    dataOf: ({ name, count }) => ({ name: `${name}!`, count }),
  },
  "refuses its own output": {
    schema: z.object({ name: z.string(), count: z.string().transform(Number) }),
    dataOf: ({ name, count }) => ({ name, count: Number(count) }),
  },
  "throws on its own output": {
    schema: z.object({
      name: z.any().transform((text) => text.trim().length),
      count: z.string(),
    }),
    dataOf: ({ name, count }) => ({ name: name.trim().length, count }),
  },
  "returns other members": {
    schema: z
      .object({ name: z.string(), count: z.string() })
      .transform(({ name, count }) => ({ label: `${name} (${count})` })),
    dataOf: ({ name, count }) => ({ label: `${name} (${count})` }),
  },
  "has dates and defaults": {
    schema: z.object({
      name: z.string().transform((text) => [text]),
      count: z.string().transform((text) => new Date(Number(text))),
      since: z.coerce.date().default(new Date(5)),
    }),
    dataOf: ({ name, count, since }) => ({
      name: [name],
      count: new Date(Number(count)),
      since: since === undefined ? new Date(5) : new Date(since),
    }),
  },
  "is asynchronous": {
    schema: z.object({
      name: z.string().transform(async (text) => text.split("").reverse().join("")),
      count: z.string().refine(async (text) => text !== "x"),
    }),
    dataOf: ({ name, count }) => ({ name: name.split("").reverse().join(""), count }),
  },
  "nests members and counts up": {
    schema: z
      .object({ name: z.string(), count: z.coerce.number().transform((n) => n + 1) })
      .transform(({ name, count }) => ({ inner: { name }, count })),
    dataOf: ({ name, count }) => ({ inner: { name }, count: Number(count) + 1 }),
  },
};

const texts = fc.string({ minLength: 1, maxLength: 20 });
const counts = fc.nat(99_999).map(String);
const dates = fc.nat(2_000_000_000_000).map((at) => new Date(at).toISOString());
const givens = fc.record(
  { name: texts, count: counts, since: dates },
  { requiredKeys: ["name", "count"] },
);
const steps = fc.array(
  fc.oneof(
    fc.record({ name: texts }),
    fc.record({ count: counts }),
    fc.record({ name: texts, count: counts }),
    fc.constant("renew" as const),
  ),
  { maxLength: 12 },
);

describe.each(Object.entries(strategies))("under %s", (_, makeStrategy) => {
  test.each(Object.entries(cases))(
    "a schema that %s gives the same data after every write, read and renewal",
    async (_name, { schema, dataOf }) => {
      const data = schema as DataSchema<Given, object>;
      await fc.assert(
        fc.asyncProperty(givens, steps, async (start, changes) => {
          const clock = testClock();
          const strategy = makeStrategy();
          const signet = createSignet({ strategy, secret, data, now: () => clock.now() });
          const browser = testBrowser();
          let given = start;
          const withStray: Given = { ...given, ...{ passwordHash: "stray" } };
          const input = { userId: "ada", data: withStray };
          const signedIn = await signet.signIn(browser.headers(), input);
          browser.receive(signedIn.setCookies);
          expect(signedIn.session.data).toEqual(dataOf(given));
          for (const change of changes) {
            if (change === "renew") {
              clock.advance(1.5 * DAY);
              const due = await signet.read(browser.headers());
              browser.receive(await signet.renew(browser.headers(), due));
            } else {
              given = { ...given, ...change };
              const updated = await signet.update(browser.headers(), change);
              browser.receive(updated.setCookies);
              expect(updated.session.data).toEqual(dataOf(given));
            }
            const reading = await signet.read(browser.headers());
            expect(reading).toMatchObject({ status: "active" });
            expect(reading.status === "active" && reading.session.data).toEqual(dataOf(given));
          }
        }),
        { numRuns: 12 },
      );
    },
  );

  test("a default value that differs with each call keeps its value of sign-in", async () => {
    let ids = 0;
    const data = z.object({
      name: z.string().transform((text) => `${text}!`),
      id: z.number().default(() => ids++),
    });
    const signet = createSignet({ strategy: makeStrategy(), secret, data });
    const browser = testBrowser();
    const input = { userId: "ada", data: { name: "Ada" } };
    const { session, setCookies } = await signet.signIn(browser.headers(), input);
    browser.receive(setCookies);
    browser.receive((await signet.update(browser.headers(), { name: "Grace" })).setCookies);
    for (let time = 0; time < 3; time++) {
      expect(await signet.read(browser.headers())).toMatchObject({
        session: { data: { name: "Grace!", id: session.data.id } },
      });
    }
  });

  test("a session of an older schema is malformed when the current schema refuses it or throws", async () => {
    const strategy = makeStrategy();
    const clock = testClock();
    const options = { strategy, secret, now: () => clock.now() };
    const former = createSignet({ ...options, data: z.object({ name: z.string() }) });
    const browser = testBrowser();
    browser.receive(
      (await former.signIn(browser.headers(), { userId: "old", data: { name: "Ada" } })).setCookies,
    );
    vi.spyOn(console, "warn").mockImplementation(() => {});
    const throwing = (error: unknown) => {
      throw error;
    };
    const schemas = [
      z.object({ name: z.string(), role: z.string() }),
      z.any().transform((data) => ({ initial: data.names[0] })),
      z.object({ name: z.string() }).refine(() => throwing(undefined)),
      fake(async () => throwing("a text")),
      fake(() => Promise.reject(new Error("rejected"))),
      fake(() => undefined),
      fake(() => ({})),
      fake(() => ({ value: "no object" })),
    ];
    for (const data of schemas) {
      const current = createSignet({ ...options, data: data as DataSchema<object, object> });
      expect(await current.read(browser.headers())).toEqual({
        status: "rejected",
        reason: "malformed",
      });
      await expect(current.update(browser.headers(), {})).rejects.toMatchObject({
        code: "not-signed-in",
      });
      expect(await current.signOut({ ...browser.headers(), cookie: "" })).toEqual([]);
    }
    vi.restoreAllMocks();
  });
});

/** Creates a schema with any result of `validate`, also an invalid one. */
function fake(validate: () => unknown): unknown {
  return { "~standard": { version: 1, vendor: "test", validate } };
}

test.each([memoryStore, () => onDisk])(
  "a malformed session does not hide the other sessions of a list: store %#",
  async (makeStore) => {
    vi.spyOn(console, "warn").mockImplementation(() => {});
    const strategy = database({ store: makeStore() });
    const former = createSignet({ strategy, secret, data: z.object({ names: z.any() }) });
    const good = await former.signIn(
      { host: "localhost" },
      { userId: "l", data: { names: ["A"] } },
    );
    await former.signIn({ host: "localhost" }, { userId: "l", data: { names: null } });
    const current = createSignet({
      strategy,
      secret,
      data: z.object({ names: z.any().transform((names) => [names[0]]) }),
    });
    const listed = await current.sessions.list("l");
    expect(listed.map(({ id }) => id)).toEqual([good.session.id]);
    expect(await current.sessions.revokeAll("l")).toBe(2);
    vi.restoreAllMocks();
  },
);

test.each(["not json", "", '{"name":', "undefined"])(
  "data that was edited to %j makes one session malformed, without an outage",
  async (edited) => {
    const store = memoryStore();
    for (const strategy of [database({ store }), hybrid({ store })]) {
      const signet = createSignet({ strategy, secret });
      const first = await signet.signIn({ host: "localhost" }, { userId: "ada" });
      const second = await signet.signIn({ host: "localhost" }, { userId: "ada" });
      await store.update(first.session.id, { data: edited, ifVersion: 0 });
      const request = { host: "localhost", authorization: `Bearer ${first.credential}` };
      expect(await signet.read(request, { fresh: true })).toEqual({
        status: "rejected",
        reason: "malformed",
      });
      expect((await signet.sessions.list("ada")).map(({ id }) => id)).toEqual([second.session.id]);
      expect(await signet.sessions.revokeAll("ada")).toBe(2);
    }
  },
);

test("members that the schema does not name are in no credential", async () => {
  for (const { schema } of Object.values(cases)) {
    const data = schema as DataSchema<Given, object>;
    const signet = createSignet({ strategy: jwt(), secret, data });
    const stray = { name: "Ada", count: "1", passwordHash: "stray-hash" };
    const input = { userId: "ada", data: stray };
    const { credential } = await signet.signIn({ host: "localhost" }, input);
    const claims = Buffer.from(credential.split(".")[1] ?? "", "base64url").toString();
    expect(claims).not.toContain("stray-hash");
  }
});
