import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { cookieJar, type Page } from "../../fixtures/cookie-jar.ts";
import { memoryStore } from "../store/memory/index.ts";
import type { Strategy } from "../strategy/contract.ts";
import { database } from "../strategy/database.ts";
import { hybrid } from "../strategy/hybrid/index.ts";
import { jwt } from "../strategy/jwt.ts";
import { sealed } from "../strategy/sealed.ts";
import { testClock } from "../testing/clock.ts";
import type { CookieOptions } from "./cookie-options.ts";
import { createSignet } from "./create-signet.ts";

const secret = "a-secret-for-places-of-cookies-0123456789";
const data = z.object({ text: z.string() });
const ada = { userId: "ada", data: { text: "" } };
const eve = { userId: "eve", data: { text: "" } };
const DOMAIN: CookieOptions = { domain: "example.com" };
const FRAME: CookieOptions = { sameSite: "none", partitioned: true };
const AFTER_DOMAIN: CookieOptions = { accept: { domain: "example.com" } };
const AFTER_FRAME: CookieOptions = { accept: { partitioned: true } };
const DAY = 86_400_000;
const A: Page = { host: "a.example.com" };
const B: Page = { host: "b.example.com" };
const APEX: Page = { host: "example.com" };
const ELSEWHERE: Page = { host: "app.example.org" };

afterEach(() => {
  vi.restoreAllMocks();
  globalThis.signetAuthWarnings = undefined;
});

const STRATEGIES: readonly [string, () => Strategy][] = [
  ["jwt", () => jwt()],
  ["sealed", () => sealed()],
  ["database", () => database({ store: memoryStore() })],
  ["hybrid", () => hybrid({ store: memoryStore() })],
];

/** A browser, and the servers of an app whose `cookie` option changes over time. */
function setUp(strategy: Strategy) {
  const clock = testClock();
  const jar = cookieJar();
  const engineWith = (cookie: CookieOptions) =>
    createSignet({ strategy, secret, data, cookie, now: () => clock.now() });
  type Server = ReturnType<typeof engineWith>;

  const userAt = async (server: Server, page: Page) => {
    const reading = await server.read(jar.headers(page));
    return reading.status === "active" ? reading.session.userId : reading.status;
  };
  const signIn = async (server: Server, page: Page, input = ada) => {
    const { setCookies } = await server.signIn(jar.headers(page), input);
    expect(jar.receive(page, setCookies)).toEqual([]);
  };
  const renew = async (server: Server, page: Page) => {
    const headers = jar.headers(page);
    jar.receive(page, await server.renew(headers, await server.read(headers)));
  };
  const signOut = async (server: Server, page: Page) =>
    jar.receive(page, await server.signOut(jar.headers(page)));
  return { clock, jar, engineWith, userAt, signIn, renew, signOut };
}

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

test("on a host outside of the domain signIn and update fail with outside-domain, before anything is written", async () => {
  const store = memoryStore();
  const { clock, jar, engineWith, signIn } = setUp(database({ store }));
  const { sessions } = createSignet({
    strategy: database({ store }),
    secret,
    data,
    now: clock.now,
  });
  await signIn(engineWith({}), ELSEWHERE, eve);
  const server = engineWith(DOMAIN);
  for (const attempt of [
    () => server.signIn(jar.headers(ELSEWHERE), ada),
    () => server.update(jar.headers(ELSEWHERE), { text: "changed" }),
  ]) {
    await expect(attempt()).rejects.toMatchObject({
      code: "outside-domain",
      message: expect.stringMatching(
        /host is "app\.example\.org".*cookie\.domain "example\.com".*trustProxy/,
      ),
    });
  }
  expect(await sessions.list("eve")).toMatchObject([{ data: { text: "" } }]);
  expect(await sessions.list("ada")).toEqual([]);
});

test("a host in X-Forwarded-Host is within the domain only with trustProxy", async () => {
  const request = {
    host: "10.0.0.7:3000",
    "x-forwarded-host": "a.example.com",
    "x-forwarded-proto": "https",
  };
  const options = { strategy: jwt(), secret, cookie: DOMAIN };
  const refused = createSignet(options).signIn(request, { userId: "ada" });
  await expect(refused).rejects.toMatchObject({ code: "outside-domain" });
  const trusting = createSignet({ ...options, trustProxy: true });
  const { setCookies } = await trusting.signIn(request, { userId: "ada" });
  expect(setCookies[0]).toContain("; Domain=example.com;");
});

test("on a host outside of the domain a renewal keeps the cookie of the host and logs the reason once", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const { clock, jar, engineWith, userAt, signIn, signOut } = setUp(
    database({ store: memoryStore() }),
  );
  await signIn(engineWith({}), ELSEWHERE);
  const server = engineWith(DOMAIN);
  for (let day = 0; day < 10; day++) {
    clock.advance(DAY);
    const headers = jar.headers(ELSEWHERE);
    expect(await server.renew(headers, await server.read(headers))).toEqual([]);
    // A stored session stays alive without a new cookie.
    expect(await userAt(server, ELSEWHERE)).toBe("ada");
  }
  expect(warn.mock.calls).toEqual([[expect.stringContaining('"app.example.org"')]]);
  await signOut(server, ELSEWHERE);
  expect(jar.names(ELSEWHERE)).toEqual([]);
});

test("a bearer token works on a host outside of the domain", async () => {
  const { jar, engineWith } = setUp(database({ store: memoryStore() }));
  const server = engineWith(DOMAIN);
  const { credential } = await server.signIn(jar.headers(A), ada);
  const { cookie: _, ...elsewhere } = jar.headers(ELSEWHERE);
  const request = { ...elsewhere, authorization: `Bearer ${credential}` };
  expect(await server.read(request)).toMatchObject({ status: "active", renew: false });
  expect(await server.update(request, { text: "x" })).toMatchObject({ setCookies: [] });
  expect(await server.signOut(request)).toEqual([]);
});

test("on http://localhost a domain and a frame setting have no effect, and plain http elsewhere is refused", async () => {
  for (const cookie of [DOMAIN, FRAME]) {
    const server = createSignet({ strategy: jwt(), secret, cookie });
    const local = { host: "localhost:3000" };
    const { setCookies } = await server.signIn(local, { userId: "ada" });
    expect(setCookies).toEqual([
      expect.stringMatching(/^signet=[^;]+; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
    const insecure = server.signIn({ host: "a.example.com" }, { userId: "ada" });
    await expect(insecure).rejects.toMatchObject({ code: "insecure-origin" });
  }
});

test("a partitioned cookie signs in each frame apart, and the page itself", async () => {
  const { jar, engineWith, userAt, signIn, signOut } = setUp(jwt());
  const server = engineWith(FRAME);
  const inShop: Page = { host: "app.example.com", top: "shop.test" };
  const inNews: Page = { host: "app.example.com", top: "news.test" };
  const itself: Page = { host: "app.example.com" };
  await signIn(server, inShop);
  expect(jar.names(inShop)).toEqual(["__Host-signet-partitioned"]);
  expect(await userAt(server, inShop)).toBe("ada");
  for (const page of [inNews, itself]) expect(await userAt(server, page)).toBe("anonymous");
  await signIn(server, itself, eve);
  await signOut(server, inShop);
  expect(await userAt(server, inShop)).toBe("anonymous");
  expect(await userAt(server, itself)).toBe("eve");
});

test("turning partitioned on and off signs nobody out on the page itself", async () => {
  const { clock, jar, engineWith, userAt, signIn, renew } = setUp(jwt());
  await signIn(engineWith({}), A);
  const settings: [CookieOptions, string][] = [
    [FRAME, "__Host-signet-partitioned"],
    [AFTER_FRAME, "__Host-signet"],
  ];
  for (const [cookie, name] of settings) {
    clock.advance(1_000);
    const server = engineWith(cookie);
    expect(await userAt(server, A)).toBe("ada");
    await renew(server, A);
    expect(jar.names(A)).toEqual([name]);
    expect(await userAt(server, A)).toBe("ada");
  }
});

test("with SameSite=None a page of another site still cannot sign in, sign out or change a session", async () => {
  for (const partitioned of [true, false]) {
    const { jar, engineWith, signIn } = setUp(database({ store: memoryStore() }));
    const server = engineWith({ sameSite: "none", partitioned });
    await signIn(server, A);
    const { "sec-fetch-site": _, origin: __, ...headers } = jar.headers(A);
    for (const evidence of [
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { "sec-fetch-site": "cross-site", origin: "https://a.example.com" },
      { origin: "https://evil.example" },
      { origin: "https://b.example.com" },
      { origin: "null" },
      {},
    ]) {
      const request = { ...headers, ...evidence };
      for (const attempt of [
        () => server.signIn(request, eve),
        () => server.signOut(request),
        () => server.update(request, { text: "forged" }),
        async () => server.refuseUnmeant(request),
      ]) {
        await expect(attempt()).rejects.toMatchObject({ code: "cross-site" });
      }
      expect(server.isForged(request, "POST")).toBe(true);
    }
    expect(await server.read(jar.headers(A))).toMatchObject({
      session: { userId: "ada", data: { text: "" } },
    });
  }
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
