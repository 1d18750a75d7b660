import { describe, expect, test } from "vitest";
import { parseOptions } from "../engine/config.ts";
import { createEngine } from "../engine/engine.ts";
import { noData } from "../session/data.ts";
import type { Store } from "../store/contract.ts";
import { memoryStore } from "../store/memory/index.ts";
import type { Strategy } from "../strategy/contract.ts";
import { database } from "../strategy/database.ts";
import { jwt } from "../strategy/jwt.ts";
import { testBrowser } from "../testing/browser.ts";
import { testClock } from "../testing/clock.ts";
import { answer } from "./answer.ts";

interface Listed {
  readonly id: string;
  readonly current: boolean;
}

const ORIGIN = "http://localhost:3000";
const clock = testClock();

function serverOn(strategy: Strategy) {
  const secret = "a-secret-for-endpoint-tests-0123456789-a";
  const engine = createEngine(parseOptions({ strategy, secret, now: () => clock.now() }), noData);
  return { engine, clientOn: (userId: string) => clientOn(engine, userId) };
}

/** A browser with a signed-in user whose pages call the endpoints. */
async function clientOn(engine: ReturnType<typeof serverOn>["engine"], userId: string) {
  const browser = testBrowser();
  const { session, credential, setCookies } = await engine.signIn(browser.headers(), { userId });
  browser.receive(setCookies);
  const call = async (route: string, headers: Record<string, string> = { origin: ORIGIN }) => {
    const [method = "GET", path = ""] = route.split(" ");
    const { cookie } = browser.headers();
    const request = new Request(`${ORIGIN}/api/auth/${path}`, {
      method,
      headers: { cookie, ...headers },
    });
    const response = await answer(engine, request, path.split("/"));
    browser.receive(response.headers.getSetCookie());
    const body: { session?: unknown; sessions?: Listed[] } = JSON.parse(await response.text());
    return { status: response.status, headers: response.headers, body };
  };
  return { session, credential, browser, call };
}

describe.each([
  ["jwt()", () => jwt()],
  ["database()", () => database({ store: memoryStore() })],
])("under %s", (_name, makeStrategy) => {
  test("GET session returns the proofs and the actor of a session", async () => {
    const { engine } = serverOn(makeStrategy());
    const at = new Date(clock.now());
    const began = {
      proofs: [{ method: "code", amr: ["otp"], factors: 1, at }],
      actor: "sam",
    } as const;
    const browser = testBrowser();
    const input = { userId: "ada", ...began };
    browser.receive((await engine.signIn(browser.headers(), input)).setCookies);
    const { cookie } = browser.headers();
    const request = new Request(`${ORIGIN}/api/auth/session`, { headers: { cookie } });
    const body = await (await answer(engine, request, ["session"])).json();
    expect(body).toMatchObject({ session: JSON.parse(JSON.stringify(began)) });
  });

  test("GET session returns the session, and null after sign-out", async () => {
    const { call, session } = await serverOn(makeStrategy()).clientOn("ada");
    const live = await call("GET session");
    expect(live.status).toBe(200);
    expect(live.body).toEqual({ session: JSON.parse(JSON.stringify(session)) });
    expect(live.headers.get("cache-control")).toBe("no-store");
    const out = await call("POST sign-out");
    expect(out).toMatchObject({ status: 200, body: { session: null } });
    expect(out.headers.get("cache-control")).toBe("no-store");
    // The header can delay a browser by up to two seconds, and no response is stored that it could clear.
    expect(out.headers.get("clear-site-data")).toBeNull();
    expect((await call("GET session")).body).toEqual({ session: null });
    expect((await call("POST sign-out")).status).toBe(200);
  });

  test("an unsafe request that is cross-site or of an unknown sender is refused and changes nothing", async () => {
    const { call } = await serverOn(makeStrategy()).clientOn("ada");
    for (const [headers, detail] of [
      [{}, /Sec-Fetch-Site and Origin are missing.*"localhost:3000"/],
      [{ origin: "https://evil.example" }, /Origin is "https:\/\/evil.example"/],
      [{ origin: "null" }, /Origin is "null"/],
      [{ "sec-fetch-site": "cross-site" }, /Sec-Fetch-Site is "cross-site"/],
      [{ "sec-fetch-site": "same-site", origin: ORIGIN }, /Sec-Fetch-Site is "same-site"/],
    ] as const) {
      const { status, body } = await call("POST sign-out", headers);
      expect(status).toBe(403);
      expect(body).toMatchObject({ detail: expect.stringMatching(detail) });
    }
    expect((await call("GET session")).body).not.toEqual({ session: null });
  });

  test("unknown paths give 404, and unsupported methods give 405", async () => {
    const { call } = await serverOn(makeStrategy()).clientOn("ada");
    for (const path of [
      "",
      "nothing",
      "session/x",
      "sign-out/x",
      "sessions/a/b",
      "__proto__",
      "constructor",
    ]) {
      expect((await call(`GET ${path}`)).status).toBe(404);
    }
    for (const route of ["POST session", "DELETE session", "GET sign-out", "DELETE sign-out"]) {
      expect((await call(route)).status).toBe(405);
    }
  });

  test("two credentials of this library give 400, and a gateway's token beside one is ignored", async () => {
    const server = serverOn(makeStrategy());
    const [{ call, credential }, other] = [
      await server.clientOn("ada"),
      await server.clientOn("ada"),
    ];
    const beside = (token: string) => ({ origin: ORIGIN, authorization: `Bearer ${token}` });
    expect((await call("GET session", beside(other.credential))).status).toBe(400);
    expect((await call("POST sign-out", beside(other.credential))).status).toBe(400);
    for (const token of ["x", "", "a.b.c", credential]) {
      const { status, body } = await call("GET session", beside(token));
      expect([status, body]).toMatchObject([200, { session: { userId: "ada" } }]);
    }
    expect((await call("POST sign-out", { authorization: "Bearer x" })).status).toBe(403);
    expect((await call("POST sign-out", beside("x"))).status).toBe(200);
    expect((await call("GET session")).body).toEqual({ session: null });
  });

  test("a prefetch does not sign the user out", async () => {
    const { call } = await serverOn(makeStrategy()).clientOn("ada");
    const { status, body } = await call("POST sign-out", { origin: ORIGIN, purpose: "prefetch" });
    expect([status, body]).toMatchObject([403, { error: "Prefetch refused" }]);
    expect((await call("GET session")).body).not.toEqual({ session: null });
  });

  test("GET session renews a session when a renewal is due", async () => {
    const { call } = await serverOn(makeStrategy()).clientOn("ada");
    clock.advance(2 * 86_400_000);
    expect((await call("GET session")).headers.getSetCookie()).toHaveLength(1);
    expect((await call("GET session")).headers.getSetCookie()).toHaveLength(0);
  });
});

test("under jwt() GET sessions gives 404", async () => {
  const { call } = await serverOn(jwt()).clientOn("ada");
  expect((await call("GET sessions")).status).toBe(404);
});

test("GET sessions lists the sessions of the user, marks the current one and contains no credential", async () => {
  const server = serverOn(database({ store: memoryStore() }));
  const [ada, phone] = [await server.clientOn("ada"), await server.clientOn("ada")];
  await server.clientOn("grace");
  const { status, body } = await ada.call("GET sessions");
  expect(status).toBe(200);
  const marks = Object.fromEntries((body.sessions ?? []).map((one) => [one.id, one.current]));
  expect(marks).toEqual({ [ada.session.id]: true, [phone.session.id]: false });
  const text = JSON.stringify(body);
  for (const { credential } of [ada, phone]) expect(text).not.toContain(credential.split(".")[1]);
});

test("DELETE sessions ends sessions of the same user, and no session of another user", async () => {
  const server = serverOn(database({ store: memoryStore() }));
  const [ada, phone, grace] = [
    await server.clientOn("ada"),
    await server.clientOn("ada"),
    await server.clientOn("grace"),
  ];
  expect((await ada.call(`DELETE sessions/${grace.session.id}`)).status).toBe(404);
  expect((await grace.call("GET session")).body).not.toEqual({ session: null });
  expect((await ada.call(`DELETE sessions/${phone.session.id}`)).status).toBe(200);
  expect((await phone.call("GET sessions")).status).toBe(401);
  expect((await ada.call(`DELETE sessions/${phone.session.id}`)).status).toBe(404);
});

test("POST sessions/revoke-others keeps the current session", async () => {
  const server = serverOn(database({ store: memoryStore() }));
  const [ada, phone] = [await server.clientOn("ada"), await server.clientOn("ada")];
  expect(await ada.call("POST sessions/revoke-others")).toMatchObject({
    status: 200,
    body: { revoked: 1 },
  });
  expect((await phone.call("GET session")).body).toEqual({ session: null });
  expect((await ada.call("GET session")).body).not.toEqual({ session: null });
});

test("an outage gives 503 and deletes no cookie", async () => {
  const broken = { now: false };
  const inner = memoryStore();
  const fail = async () => {
    throw new Error("connect ECONNREFUSED");
  };
  const store: Store = {
    ...inner,
    find: (id) => (broken.now ? fail() : inner.find(id)),
    revoke: (id) => (broken.now ? fail() : inner.revoke(id)),
  };
  const { call } = await serverOn(database({ store })).clientOn("ada");
  broken.now = true;
  for (const route of ["GET session", "POST sign-out", "GET sessions", "DELETE sessions/x"]) {
    const { status, headers } = await call(route);
    expect([route, status]).toEqual([route, 503]);
    expect(headers.getSetCookie()).toEqual([]);
    expect(headers.get("retry-after")).toBe("5");
  }
  broken.now = false;
  expect((await call("GET session")).body).not.toEqual({ session: null });
});
