import { afterEach, beforeEach, expect, type MockInstance, test, vi } from "vitest";
import { memoryStore } from "../store/memory/index.ts";
import { database } from "../strategy/database.ts";
import { hybrid } from "../strategy/hybrid/index.ts";
import { jwt } from "../strategy/jwt.ts";
import { sealed } from "../strategy/sealed.ts";
import { testClock } from "../testing/clock.ts";
import { createSignet } from "./create-signet.ts";

const secret = "a-secret-for-tests-of-refusals-0123456789";
const other = "quite-another-secret-for-refusals-9876543210";
const LOCAL = { host: "localhost:3000" };

let warn: MockInstance<typeof console.warn>;
beforeEach(() => {
  globalThis.signetAuthWarnings?.clear();
  warn = vi.spyOn(console, "warn").mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const makers = {
  jwt: () => jwt(),
  sealed: () => sealed(),
  hybrid: () => hybrid({ store: memoryStore() }),
  database: () => database({ store: memoryStore() }),
};

async function cookieOf(strategy: keyof typeof makers, under: string, cookieName = "signet") {
  const signet = createSignet({ strategy: makers[strategy](), secret: under, cookieName });
  const { setCookies, credential } = await signet.signIn(LOCAL, { userId: "ada" });
  const [cookie = ""] = setCookies[0]?.split(";") ?? [];
  return { cookie, credential };
}

test.each(["jwt", "sealed", "hybrid"] as const)(
  "a %s() cookie of another secret is logged once, without any part of the credential",
  async (strategy) => {
    const { cookie, credential } = await cookieOf(strategy, other);
    const signet = createSignet({ strategy: makers[strategy](), secret });
    for (let time = 0; time < 3; time++) {
      expect(await signet.read({ ...LOCAL, cookie })).toEqual({
        status: "rejected",
        reason: "unknown-key",
      });
    }
    expect(warn).toHaveBeenCalledOnce();
    const [message] = warn.mock.calls[0] ?? [];
    expect(message).toMatch(/cookie named signet was refused.*another secret.*Set cookieName/);
    for (const part of [...credential.split("."), other, secret, "ada"]) {
      expect(message).not.toContain(part || "(none)");
    }
  },
);

test("with a domain, the log of a refused cookie names the domain that the apps share", async () => {
  const setting = { strategy: jwt(), cookie: { domain: "example.com" } };
  const request = { host: "a.example.com", "x-forwarded-proto": "https" };
  const staging = createSignet({ ...setting, secret: other });
  const { setCookies } = await staging.signIn(request, { userId: "ada" });
  const cookie = setCookies[0]?.split(";")[0] ?? "";
  await createSignet({ ...setting, secret }).read({ ...request, cookie });
  expect(warn.mock.calls).toEqual([
    [expect.stringMatching(/another secret\. Another app below example\.com.*Set cookieName/)],
  ]);
});

test("a refused cookie is logged once for each cookie name", async () => {
  for (const cookieName of ["shop", "admin"]) {
    const { cookie } = await cookieOf("jwt", other, cookieName);
    const signet = createSignet({ strategy: jwt(), secret, cookieName });
    await signet.read({ ...LOCAL, cookie });
  }
  expect(warn.mock.calls.map(([text]) => /named (\w+)/.exec(text)?.[1])).toEqual(["shop", "admin"]);
});

test.each([
  ["jwt", "hybrid"],
  ["hybrid", "jwt"],
  ["sealed", "database"],
  ["database", "sealed"],
] as const)(
  "a %s() cookie that %s() refuses is logged as a cookie of another strategy",
  async (from, to) => {
    vi.stubEnv("NODE_ENV", "development");
    const { cookie } = await cookieOf(from, secret);
    const signet = createSignet({ strategy: makers[to](), secret });
    expect((await signet.read({ ...LOCAL, cookie })).status).toBe("rejected");
    expect(warn).toHaveBeenCalledOnce();
    expect(warn.mock.calls[0]?.[0]).toMatch(/not a credential of this strategy.*in accept/);
  },
);

test("a session from a server with a clock that is ahead is logged with the difference of the clocks", async () => {
  const clock = testClock();
  const signet = (ahead: number) =>
    createSignet({ strategy: jwt(), secret, now: () => clock.now() + ahead });
  const { credential } = await signet(95_000).signIn(LOCAL, { userId: "ada" });
  const bearer = { ...LOCAL, authorization: `Bearer ${credential}` };
  for (let time = 0; time < 2; time++) {
    expect(await signet(0).read(bearer)).toMatchObject({ reason: "not-yet-valid" });
  }
  expect(warn).toHaveBeenCalledOnce();
  expect(warn.mock.calls[0]?.[0]).toMatch(/begins in 95 s.*clockTolerance allows 60 s.*clock/);
  expect(warn.mock.calls[0]?.[0]).not.toContain("ada");
});

test("refusals that a client can cause are not logged", async () => {
  const clock = testClock();
  const store = memoryStore();
  const signet = createSignet({ strategy: database({ store }), secret, now: () => clock.now() });
  const { credential, session } = await signet.signIn(LOCAL, { userId: "ada" });
  const cookie = `signet=${credential}`;
  await signet.read({ ...LOCAL, cookie });
  await signet.read({ ...LOCAL, cookie: `signet=${session.id}.${"A".repeat(43)}` });
  await signet.read({ ...LOCAL, cookie: `${cookie}; signet=x` });
  await signet.read({ ...LOCAL, cookie: "signet=../../etc/passwd" });
  for (const token of ["x", "a.b.c", (await cookieOf("jwt", other)).credential]) {
    await signet.read({ ...LOCAL, authorization: `Bearer ${token}` });
  }
  await signet.sessions.revoke(session.id);
  await signet.read({ ...LOCAL, cookie });
  const tokens = createSignet({ strategy: jwt(), secret, now: () => clock.now() });
  const issued = await tokens.signIn(LOCAL, { userId: "ada" });
  const [head = "", body = "", signature = ""] = issued.credential.split(".");
  const forged = [head, body, `${signature.slice(0, -2)}AA`].join(".");
  expect(await tokens.read({ ...LOCAL, cookie: `signet=${forged}` })).toMatchObject({
    reason: "bad-signature",
  });
  clock.advance(8 * 86_400_000);
  expect(await tokens.read({ ...LOCAL, cookie: `signet=${issued.credential}` })).toMatchObject({
    reason: "expired",
  });
  expect(warn).not.toHaveBeenCalled();
});
