import { afterEach, expect, test, vi } from "vitest";
import {
  A,
  ada,
  DAY,
  DOMAIN,
  data,
  ELSEWHERE,
  eve,
  FRAME,
  secret,
  setUp,
} from "../../fixtures/cookie-servers.ts";
import { memoryStore } from "../store/memory/index.ts";
import { database } from "../strategy/database.ts";
import { jwt } from "../strategy/jwt.ts";
import { createSignet } from "./create-signet.ts";

afterEach(() => {
  vi.restoreAllMocks();
  globalThis.signetAuthWarnings = undefined;
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
