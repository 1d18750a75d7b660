import fc from "fast-check";
import { expect, test } from "vitest";
import {
  A,
  AFTER_DOMAIN,
  AFTER_FRAME,
  APEX,
  ada,
  B,
  DAY,
  DOMAIN,
  data,
  eve,
  FRAME,
  STRATEGIES,
  secret,
  setUp,
} from "../../fixtures/cookie-servers.ts";
import { memoryStore } from "../store/memory/index.ts";
import { database } from "../strategy/database.ts";
import { jwt } from "../strategy/jwt.ts";
import { sealed } from "../strategy/sealed.ts";
import type { CookieOptions } from "./cookie-options.ts";
import { createSignet } from "./create-signet.ts";

test.each(STRATEGIES)(
  "with a domain, a sign-in under %s() counts on the domain and every subdomain, and so does a sign-out",
  async (_name, makeStrategy) => {
    const { jar, engineWith, userAt, signIn, signOut } = setUp(makeStrategy());
    const server = engineWith(DOMAIN);
    await signIn(server, A);
    for (const page of [A, B, APEX]) {
      expect(await userAt(server, page)).toBe("ada");
      expect(jar.names(page)).toEqual(["__Secure-signet"]);
    }
    await signOut(server, B);
    for (const page of [A, B, APEX]) {
      expect(await userAt(server, page)).toBe("anonymous");
      expect(jar.names(page).filter((name) => !name.endsWith("-ended"))).toEqual([]);
    }
  },
);

test.each(STRATEGIES)(
  "turning a domain on under %s() signs nobody out: the cookie of the host is read and moves at once",
  async (_name, makeStrategy) => {
    const { clock, jar, engineWith, userAt, signIn, renew } = setUp(makeStrategy());
    await signIn(engineWith({}), A);
    const server = engineWith(DOMAIN);
    clock.advance(1_000);
    expect(await server.read(jar.headers(A))).toMatchObject({ status: "active", renew: true });
    expect(await userAt(server, B)).toBe("anonymous");
    await renew(server, A);
    expect(jar.names(A)).toEqual(["__Secure-signet"]);
    expect(await userAt(server, B)).toBe("ada");
    expect(await server.read(jar.headers(A))).toMatchObject({ status: "active", renew: false });
  },
);

test.each(STRATEGIES)(
  "turning a domain off under %s() signs nobody out: cookie.accept reads the cookie of the domain and moves it",
  async (_name, makeStrategy) => {
    const { clock, jar, engineWith, userAt, signIn, renew, signOut } = setUp(makeStrategy());
    await signIn(engineWith(DOMAIN), A);
    expect(await userAt(engineWith({}), A)).toBe("anonymous");
    const server = engineWith(AFTER_DOMAIN);
    clock.advance(1_000);
    expect(await userAt(server, B)).toBe("ada");
    await renew(server, B);
    expect(jar.names(B)).toEqual(["__Host-signet"]);
    expect(jar.names(A)).toEqual([]);
    await signOut(server, B);
    expect(await userAt(server, B)).toBe("anonymous");
  },
);

test.each(STRATEGIES)(
  "a rolling deployment under %s() signs nobody out: servers with domain and with accept read both cookies",
  async (_name, makeStrategy) => {
    const { clock, jar, engineWith, userAt, signIn, renew } = setUp(makeStrategy());
    const servers = [engineWith(AFTER_DOMAIN), engineWith(DOMAIN)];
    await signIn(engineWith({}), A);
    for (const server of [...servers, ...servers, ...servers.toReversed()]) {
      clock.advance(1_000);
      for (const each of servers) expect(await userAt(each, A)).toBe("ada");
      await renew(server, A);
      expect(jar.names(A)).toHaveLength(1);
    }
  },
);

test("while both cookies exist the cookie of the domain counts, and the next renewal deletes the other", async () => {
  const { clock, jar, engineWith, userAt, signIn, renew } = setUp(
    database({ store: memoryStore() }),
  );
  await signIn(engineWith({}), A, eve);
  const server = engineWith(DOMAIN);
  await signIn(server, B);
  clock.advance(1_000);
  expect(jar.names(A)).toEqual(["__Host-signet", "__Secure-signet"]);
  expect(await userAt(server, A)).toBe("ada");
  expect(await server.read(jar.headers(A))).toMatchObject({ renew: true });
  await renew(server, A);
  expect(jar.names(A)).toEqual(["__Secure-signet"]);
  expect(await userAt(server, A)).toBe("ada");
});

test.each(STRATEGIES)(
  "while both cookies exist under %s(), a sign-out ends both sessions and deletes both cookies",
  async (_name, makeStrategy) => {
    const { jar, engineWith, userAt, signIn, signOut } = setUp(makeStrategy());
    await signIn(engineWith({}), A, eve);
    const server = engineWith(DOMAIN);
    await signIn(server, B);
    const late = jar.headers(A).cookie;
    await signOut(server, A);
    expect(await userAt(server, A)).toBe("anonymous");
    // A late response restores a cookie. The tombstone of jwt() and sealed() covers both sessions.
    for (const credential of late.split("; ")) {
      const cookie = `${credential}; ${jar.headers(B).cookie}`;
      const reading = await server.read({ ...jar.headers(B), cookie });
      expect(reading).toEqual({ status: "rejected", reason: "revoked" });
    }
  },
);

test("the tombstone of two sessions lives as long as the credentials of the later one", async () => {
  const { clock, jar, engineWith, signIn, renew } = setUp(jwt());
  const [before, server] = [engineWith({}), engineWith(DOMAIN)];
  await signIn(before, A, eve);
  for (let day = 0; day < 28; day += 4) {
    clock.advance(4 * DAY);
    await renew(before, A);
  }
  await signIn(server, B);
  clock.advance(DAY);
  const texts = await server.signOut(jar.headers(A));
  const tombstone = texts.find((text) => text.startsWith("__Secure-signet-ended="));
  // The first session ends in one day, and the second one could be renewed for seven days.
  const [, seconds = 0] = /Max-Age=(\d+)/.exec(tombstone ?? "") ?? [];
  expect(Number(seconds)).toBeGreaterThanOrEqual(7 * (DAY / 1_000));
});

test("while both cookies exist, a sign-in ends both sessions", async () => {
  const store = memoryStore();
  const { clock, engineWith, signIn } = setUp(database({ store }));
  const { sessions } = createSignet({
    strategy: database({ store }),
    secret,
    data,
    now: clock.now,
  });
  await signIn(engineWith({}), A, eve);
  const server = engineWith(DOMAIN);
  await signIn(server, B);
  expect(await sessions.list("eve")).toHaveLength(1);
  await signIn(server, A);
  expect(await sessions.list("eve")).toHaveLength(0);
  expect(await sessions.list("ada")).toHaveLength(1);
});

test("a tombstone of one subdomain covers a late response on another", async () => {
  const { jar, engineWith, userAt, signIn, signOut } = setUp(jwt());
  const server = engineWith(DOMAIN);
  await signIn(server, A);
  const headers = jar.headers(B);
  const late = await server.update(headers, { text: "late" });
  await signOut(server, A);
  jar.receive(B, late.setCookies);
  expect(jar.names(B)).toContain("__Secure-signet");
  expect(await userAt(server, B)).toBe("rejected");
});

test("an outage while both cookies exist ends nothing and deletes no cookie", async () => {
  const inner = memoryStore();
  let isDown = false;
  const store = {
    ...inner,
    find: async (id: string) => {
      if (isDown) throw new Error("no connection");
      return inner.find(id);
    },
  };
  const { jar, engineWith, userAt, signIn } = setUp(database({ store }));
  await signIn(engineWith({}), A, eve);
  const server = engineWith(DOMAIN);
  await signIn(server, B);
  isDown = true;
  for (const attempt of [
    () => server.signOut(jar.headers(A)),
    () => server.signIn(jar.headers(A), ada),
  ]) {
    await expect(attempt()).rejects.toMatchObject({ code: "store-unavailable" });
  }
  isDown = false;
  for (const [cookie, userId] of [
    [{}, "eve"],
    [DOMAIN, "ada"],
  ] as const) {
    expect(await userAt(engineWith(cookie), A)).toBe(userId);
  }
});

test("a large session moves to the domain with all its chunks", async () => {
  const { clock, jar, engineWith, userAt, signIn, renew } = setUp(sealed());
  await signIn(engineWith({}), A, { userId: "ada", data: { text: "x".repeat(6_000) } });
  expect(jar.names(A)).toEqual(["__Host-signet.0", "__Host-signet.1", "__Host-signet.2"]);
  const server = engineWith(DOMAIN);
  clock.advance(1_000);
  await renew(server, A);
  expect(jar.names(A)).toEqual([0, 1, 2].map((at) => `__Secure-signet.${at}`));
  await server.update(jar.headers(A), { text: "" }).then(({ setCookies }) => {
    jar.receive(A, setCookies);
  });
  expect(jar.names(B)).toEqual(["__Secure-signet"]);
  expect(await userAt(server, B)).toBe("ada");
});

test("whatever the order of settings and requests, a browser never has a conflict and never gets back into an ended session", async () => {
  const settings: CookieOptions[] = [{}, DOMAIN, AFTER_DOMAIN, FRAME, AFTER_FRAME];
  const setting = fc.constantFrom(...settings);
  const step = fc.record({
    action: fc.constantFrom("signIn", "renew", "update", "signOut", "change"),
    page: fc.constantFrom(A, B, APEX),
    setting,
  });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...STRATEGIES.map(([, make]) => make)),
      fc.array(step, { minLength: 5, maxLength: 25 }),
      async (makeStrategy, steps) => {
        const { clock, jar, engineWith, userAt, signIn, renew, signOut } = setUp(makeStrategy());
        let server = engineWith({});
        let users = 0;
        const ended = new Set<string>();
        for (const { action, page, setting: next } of steps) {
          clock.advance(1_000);
          if (action === "change") server = engineWith(next);
          if (action === "renew") await renew(server, page);
          const before = await userAt(server, page);
          if (action === "signIn" || action === "signOut") ended.add(before);
          if (action === "signIn") {
            users++;
            await signIn(server, page, { userId: `user-${users}`, data: { text: "" } });
            expect(await userAt(server, page)).toBe(`user-${users}`);
          }
          if (action === "update") {
            const headers = jar.headers(page);
            const updated = await server.update(headers, { text: "new" }).catch(() => null);
            expect(updated !== null).toBe(before.startsWith("user-"));
            if (updated !== null) expect(jar.receive(page, updated.setCookies)).toEqual([]);
            expect(await userAt(server, page)).toBe(before);
          }
          if (action === "signOut") {
            await signOut(server, page);
            expect(await userAt(server, page)).toBe("anonymous");
          }
          for (const each of [A, B, APEX]) {
            const reading = await server.read(jar.headers(each));
            expect(reading).not.toMatchObject({ reason: "conflict" });
            if (reading.status === "active") expect(ended).not.toContain(reading.session.userId);
          }
        }
      },
    ),
    { numRuns: 60 },
  );
});
