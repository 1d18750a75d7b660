import { describe, expect, test } from "vitest";
import { fakeBrowser, jsonSession } from "../../fixtures/fake-browser.ts";
import { knownOf, revisionOf } from "./known.ts";
import { createSessionStore } from "./store.ts";
import type { Given } from "./types.ts";

const MINUTE = 60_000;
const session = jsonSession();
const other = jsonSession({ id: "session-2" });
const painted = jsonSession({ data: { theme: "light" } });
const revision = revisionOf(knownOf(session)) ?? -1;

/** A store in a fake browser that has started with a state from the server. */
function started(given: Given, { isFresh = true } = {}) {
  const browser = fakeBrowser();
  const store = createSessionStore(browser.env, "/api/auth", knownOf(given), 100, isFresh);
  let changes = 0;
  store.subscribe(() => changes++);
  const stop = store.start();
  const status = () => store.current().status;
  return { ...browser, store, stop, status, changes: () => changes };
}

describe("the state from the server", () => {
  test("a fresh document is not read again, and its revision is posted once", () => {
    const { calls, posted, status, changes } = started(session);
    expect([status(), calls(), posted, changes()]).toEqual(["active", [], [revision], 0]);
  });

  test("without a state the first read decides, and a page from the router's cache is read again", async () => {
    const loading = started(undefined);
    expect(loading.status()).toBe("loading");
    await loading.answer({ session });
    expect([loading.status(), loading.calls()]).toEqual(["active", ["GET session"]]);
    const cached = started(session, { isFresh: false });
    expect([cached.status(), cached.calls()]).toEqual(["active", ["GET session"]]);
    await cached.answer({ session: null });
    expect(cached.status()).toBe("anonymous");
  });

  test("a provider that React hides and shows again is read again", () => {
    const { store, stop, calls, receive, timers } = started(session);
    stop();
    receive(0);
    expect([calls(), timers()]).toEqual([[], 0]);
    store.start();
    expect(calls()).toEqual(["GET session"]);
  });

  test("the first render in the browser shows the state of the HTML, also after a change", async () => {
    const { store, answer, wake } = started(session);
    wake(true);
    await answer({ session: null });
    expect(store.initial()).toMatchObject(knownOf(session));
    expect(store.current().status).toBe("anonymous");
  });

  test("a promised state is taken once, and does not overwrite a newer one", async () => {
    const { env, answer } = fakeBrowser();
    const store = createSessionStore(env, "/api/auth", null, 0, true);
    store.start();
    store.begin(knownOf(session));
    expect([store.initial(), store.current()]).toMatchObject([
      { status: "active" },
      { session: { id: "session-1" } },
    ]);
    const left = store.current().signOut();
    await Promise.resolve();
    await answer({ session: null });
    await left;
    store.begin(knownOf(other));
    store.offer(knownOf(session));
    expect(store.initial().session?.id).toBe("session-1");
    expect(store.current().status).toBe("anonymous");
  });

  test("a promised state that arrives after a read shows in the first render only", async () => {
    const { env, answer } = fakeBrowser();
    const store = createSessionStore(env, "/api/auth", null, 0, true);
    store.start();
    const read = store.current().refresh();
    await answer({ session: null });
    await read;
    store.begin(knownOf(session));
    expect([store.initial().status, store.current().status]).toEqual(["active", "anonymous"]);
  });
});

describe("a later render of the server", () => {
  test("a sign-in, an update and a sign-out of a Server Action are shown at once, without a read", () => {
    const { store, calls, posted, status } = started(null);
    store.offer(knownOf(session), 101);
    expect(status()).toBe("active");
    store.offer(knownOf(painted), 102);
    expect(store.current().session?.data).toEqual({ theme: "light" });
    store.offer(knownOf(null), 103);
    expect([status(), calls()]).toEqual(["anonymous", []]);
    expect(posted).toEqual([0, revision, revisionOf(knownOf(painted)), 0]);
  });

  test("an older render is read again before it counts", async () => {
    const { store, calls, answer, status } = started(null);
    store.offer(knownOf(session), 101);
    store.offer(knownOf(null), 99);
    expect([status(), calls()]).toEqual(["active", ["GET session"]]);
    await answer({ session });
    expect(status()).toBe("active");
  });

  test("a read in flight that is older than a render does not undo it", async () => {
    const { store, wake, sent, answer, status, calls } = started(null);
    wake(true);
    store.offer(knownOf(session), 101);
    expect(sent[0]?.isGivenUp()).toBe(true);
    await sent[0]?.answer({ session: null });
    expect(status()).toBe("active");
    await answer({ session });
    expect([status(), calls()]).toEqual(["active", ["GET session", "GET session"]]);
  });
});

describe("sign-out", () => {
  test("4.3: a sign-out gives up the read in flight, and no late answer or render signs in again", async () => {
    const { store, wake, sent, answer, status } = started(session);
    wake(true);
    const left = store.current().signOut();
    await Promise.resolve();
    expect(sent.map((call) => call.isGivenUp())).toEqual([true, false]);
    await answer({ session: null });
    await left;
    expect(status()).toBe("anonymous");
    await sent[0]?.answer({ session });
    store.offer(knownOf(session), 200);
    store.offer(knownOf(jsonSession({ renewedAt: "2026-01-01T00:30:00.000Z" })), 201);
    expect([status(), sent.length]).toEqual(["anonymous", 2]);
  });

  test("an answer to a sign-out does not end a session that began during the sign-out", async () => {
    const { store, sent, status, calls } = started(session);
    const left = store.current().signOut();
    await Promise.resolve();
    store.offer(knownOf(other), 101);
    await sent[0]?.answer({ session: null });
    await left;
    expect([status(), calls()]).toEqual(["active", ["POST sign-out", "GET session"]]);
    await sent[1]?.answer({ session: other });
    expect(status()).toBe("active");
  });

  test("a failed sign-out rejects with the reason, and the status stays what the server says", async () => {
    const { store, answer, status, calls, loaded } = started(session);
    const left = store.current().signOut({ returnTo: "/" });
    await Promise.resolve();
    const failed = expect(left).rejects.toMatchObject({
      code: "request-failed",
      message: "POST /api/auth/sign-out: 503. The session store did not answer.",
    });
    await answer({ detail: "The session store did not answer." }, 503);
    await failed;
    expect([status(), loaded, calls()]).toEqual(["active", [], ["POST sign-out", "GET session"]]);
    // The server had signed the user out although its answer was lost.
    await answer({ session: null });
    expect(status()).toBe("anonymous");
  });

  test("returnTo is loaded after the sign-out", async () => {
    const { store, answer, loaded } = started(session);
    const left = store.current().signOut({ returnTo: "/bye" });
    await Promise.resolve();
    expect(loaded).toEqual([]);
    await answer({ session: null });
    await left;
    expect(loaded).toEqual(["/bye"]);
  });
});

describe("update", () => {
  test("updates run one after another, and a refresh waits for them", async () => {
    const { store, sent, calls } = started(session);
    const updates = [
      store.current().update({ theme: "light" }),
      store.current().update({ size: 2 }),
    ];
    const refreshed = store.current().refresh();
    await Promise.resolve();
    expect(calls()).toEqual(["PATCH session"]);
    expect(sent[0]?.body).toBe('{"theme":"light"}');
    await sent[0]?.answer({ session: painted });
    await sent[1]?.answer({ session: jsonSession({ data: { theme: "light", size: 2 } }) });
    expect(await Promise.all(updates)).toHaveLength(2);
    expect(calls()).toEqual(["PATCH session", "PATCH session", "GET session"]);
    await sent[2]?.answer({ session: painted });
    await refreshed;
    expect(store.current().session?.data).toEqual({ theme: "light" });
  });

  test("a refused update rejects with the instruction of the server", async () => {
    const { store, answer } = started(session);
    const updated = store.current().update({ role: "admin" });
    await Promise.resolve();
    const refused = expect(updated).rejects.toThrow('403. The client may not change "role".');
    await answer({ detail: 'The client may not change "role".' }, 403);
    await refused;
    expect(store.current().session?.data).toEqual({ theme: "dark" });
  });
});

describe("reads", () => {
  test("a return to the page reads at most every five seconds, and a new connection always", async () => {
    const { wake, advance, calls, answer } = started(session);
    wake();
    advance(4_999);
    wake();
    expect(calls()).toEqual([]);
    advance(1);
    wake();
    wake();
    wake(true);
    expect(calls()).toHaveLength(1);
    await answer({ session });
    wake();
    expect(calls()).toHaveLength(1);
    wake(true);
    expect(calls()).toHaveLength(2);
  });

  test("refresh gives up the read in flight, and resolves with the newer answer", async () => {
    const { store, sent, answer } = started(session);
    const [one, two] = [store.current().refresh(), store.current().refresh()];
    expect(sent.map((call) => call.isGivenUp())).toEqual([true, false]);
    await answer({ session: null });
    await Promise.all([one, two]);
    expect(store.current().status).toBe("anonymous");
  });

  test("the same answer changes nothing and is not posted", async () => {
    const { wake, answer, changes, posted } = started(session);
    wake(true);
    await answer({ session });
    expect([changes(), posted]).toEqual([0, [revision]]);
  });

  test("a read that hangs is given up after 20 seconds", async () => {
    const { wake, advance, sent, status } = started(session);
    wake(true);
    advance(20_000);
    await sent[0]?.answer({ session: null });
    expect([sent[0]?.isGivenUp(), status()]).toEqual([true, "unavailable"]);
  });
});

describe("the end of a session", () => {
  test("a read one second after the end decides, and no timer is longer than a minute", async () => {
    const { advance, calls, answer, status } = started(session);
    advance(60 * MINUTE + 999);
    expect(calls()).toEqual([]);
    advance(1);
    expect(calls()).toEqual(["GET session"]);
    await answer({ session: null });
    expect(status()).toBe("anonymous");
  });

  test("a session of a year needs no timer that overflows", () => {
    const far = jsonSession({ expiresAt: "2027-01-01T00:00:00.000Z" });
    const { advance, calls, timers } = started(far);
    advance(30 * MINUTE);
    expect([calls(), timers()]).toEqual([[], 1]);
  });

  test("a hidden page waits until the user comes back", () => {
    const { hide, advance, wake, calls } = started(session);
    hide(true);
    advance(90 * MINUTE);
    wake();
    expect(calls()).toEqual([]);
    hide(false);
    wake();
    expect(calls()).toEqual(["GET session"]);
  });

  test("a clock that is ahead causes one read a minute and not a loop", async () => {
    const over = jsonSession({ expiresAt: "2025-12-31T00:00:00.000Z" });
    const { advance, calls, answer, status } = started(over);
    for (let minute = 1; minute <= 3; minute++) {
      advance(MINUTE);
      expect(calls()).toHaveLength(minute);
      await answer({ session: over });
    }
    expect(status()).toBe("active");
  });
});

describe("an outage", () => {
  test.each([
    ["503", 503, { detail: "The session store did not answer." }],
    ["404", 404, null],
    ["500", 500, { session: other }],
    ["another form", 200, {}],
    ["a list", 200, []],
    ["a session without an id", 200, { session: {} }],
  ])(
    "an answer with %s gives unavailable, keeps the last session and signs nobody out",
    async (_what, code, body) => {
      const { wake, answer, store, posted } = started(session);
      wake(true);
      await answer(body, code);
      expect(store.current()).toMatchObject({
        status: "unavailable",
        session: { id: "session-1" },
      });
      expect(posted).toEqual([revision]);
    },
  );

  test("a failed read is tried again after 5, 10, 20, 40 and 60 seconds, until it succeeds", async () => {
    const { wake, advance, sent, status, calls } = started(session);
    wake(true);
    for (const seconds of [5, 10, 20, 40, 60, 60]) {
      const before = calls().length;
      await sent.at(-1)?.fail();
      expect(status()).toBe("unavailable");
      advance(seconds * 1_000 - 1);
      expect(calls()).toHaveLength(before);
      advance(1);
      expect(calls()).toHaveLength(before + 1);
    }
    await sent.at(-1)?.answer({ session });
    expect(status()).toBe("active");
  });

  test("an outage at the render is a state of its own, and is tried again", async () => {
    const { status, advance, calls, answer, store } = started({ status: "unavailable" });
    store.offer(knownOf({ status: "unavailable" }), 101);
    expect([status(), calls()]).toEqual(["unavailable", []]);
    advance(5_000);
    await answer({ session });
    expect([status(), calls()]).toEqual(["active", ["GET session"]]);
  });
});

describe("4.14: tabs", () => {
  test("a message with the own revision causes no read, and a read of a message posts nothing", async () => {
    const { receive, calls, answer, posted, status } = started(session);
    receive(revision);
    expect(calls()).toEqual([]);
    receive(0);
    receive(0);
    expect(calls()).toEqual(["GET session"]);
    await answer({ session: null });
    expect([status(), calls(), posted]).toEqual(["anonymous", ["GET session"], [revision]]);
  });

  test("a hidden tab reads once, when the user comes back, however many messages came", async () => {
    const { hide, receive, wake, calls, answer, posted } = started(session);
    hide(true);
    for (const message of [0, 7, 0, 7]) receive(message);
    expect(calls()).toEqual([]);
    hide(false);
    wake();
    wake();
    expect(calls()).toEqual(["GET session"]);
    await answer({ session: null });
    expect([calls(), posted]).toEqual([["GET session"], [revision]]);
  });

  test("a message during a read causes another read only if the answer has another revision", async () => {
    const { wake, receive, sent, calls } = started(session);
    wake(true);
    receive(0);
    await sent[0]?.answer({ session: null });
    expect(calls()).toHaveLength(1);
    wake(true);
    receive(revision);
    await sent[1]?.answer({ session: null });
    expect(calls()).toHaveLength(3);
    await sent[2]?.answer({ session });
    expect(calls()).toHaveLength(3);
  });

  test("a change that a return to the page finds is posted once", async () => {
    const { wake, answer, posted } = started(session);
    wake(true);
    await answer({ session: null });
    expect(posted).toEqual([revision, 0]);
  });

  test("twenty tabs that disagree do not answer each other's messages", async () => {
    const tabs = Array.from({ length: 20 }, () => started(session));
    for (const tab of tabs) tab.receive(0);
    for (const tab of tabs) await tab.answer({ session: other });
    expect(tabs.map(({ posted }) => posted.length)).toEqual(tabs.map(() => 1));
    expect(tabs.flatMap(({ calls }) => calls())).toHaveLength(20);
  });
});
