import { deepEqual, equal, notEqual } from "node:assert/strict";
import { testBrowser } from "../browser.ts";
import {
  active,
  bearer,
  type CaseOptions,
  DAY,
  engineOn,
  makeSetting,
  OTHER_SECRET,
  SECRET,
} from "./setting.ts";

const LOCAL = { host: "localhost:3000" };
/** A well-formed token of another issuer, as a gateway may add it. */
const OTHER_JWT =
  "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6IjEifQ.eyJzdWIiOiJhZGEiLCJleHAiOjQxMDI0NDQ4MDB9.c2lnbmF0dXJlLXNpZ25hdHVyZS1zaWduYXR1cmUtc2lnbg";

/** Tests sign-in, reading, updates and changes of the secret. */
export function sessionCases(options: CaseOptions): void {
  const { test } = options;

  test("sign-in creates a session that reads back unchanged, by cookie and by bearer token", async () => {
    const { signet, clock } = await makeSetting(options);
    const browser = testBrowser();
    const data = { name: 'Zo\u00eb \u{1F511} "quoted"; and, more=', count: 3 };
    const issued = await signet.signIn(browser.headers(), { userId: "user-1", data });
    browser.receive(issued.setCookies);

    const session = active(await signet.read(browser.headers()));
    deepEqual(session, issued.session);
    deepEqual(active(await signet.read(bearer(issued.credential))), issued.session);
    equal(session.userId, "user-1");
    deepEqual(session.data, data);
    deepEqual(session.createdAt, new Date(clock.now()));
    deepEqual(session.authenticatedAt, session.createdAt);
  });

  test("a reading without a credential is anonymous", async () => {
    const { signet } = await makeSetting(options);
    deepEqual(await signet.read(LOCAL), { status: "anonymous" });
    deepEqual(await signet.read({ ...LOCAL, cookie: "theme=dark" }), { status: "anonymous" });
    deepEqual(await signet.read({ ...LOCAL, cookie: "signet=" }), { status: "anonymous" });
    deepEqual(await signet.read({ ...LOCAL, authorization: "Basic YTpi" }), {
      status: "anonymous",
    });
  });

  test("every sign-in creates a new id and a new credential", async () => {
    const { signet } = await makeSetting(options);
    const input = { userId: "user-1", data: { name: "Ada" } };
    const issued = await Promise.all(Array.from({ length: 50 }, () => signet.signIn(LOCAL, input)));
    equal(new Set(issued.map((one) => one.session.id)).size, 50);
    equal(new Set(issued.map((one) => one.credential)).size, 50);
  });

  test("the public id of a session is not accepted as a credential", async () => {
    const { signet } = await makeSetting(options);
    const { session } = await signet.signIn(LOCAL, { userId: "user-1", data: { name: "Ada" } });
    equal((await signet.read(bearer(session.id))).status, "rejected");
  });

  test("a sign-in ends the live session of the same browser", async () => {
    const { signet } = await makeSetting(options);
    const browser = testBrowser();
    const first = await signet.signIn(browser.headers(), {
      userId: "mallory",
      data: { name: "M" },
    });
    browser.receive(first.setCookies);
    const second = await signet.signIn(browser.headers(), { userId: "ada", data: { name: "A" } });
    browser.receive(second.setCookies);
    notEqual(second.session.id, first.session.id);
    equal(active(await signet.read(browser.headers())).userId, "ada");

    browser.receive(first.setCookies);
    deepEqual(await signet.read(browser.headers()), { status: "rejected", reason: "revoked" });
  });

  test("two different credentials in one request are a conflict, and neither is accepted", async () => {
    const { signet } = await makeSetting(options);
    const one = await signet.signIn(LOCAL, { userId: "ada", data: { name: "A" } });
    const two = await signet.signIn(LOCAL, { userId: "grace", data: { name: "G" } });
    const conflict = { status: "rejected", reason: "conflict" };
    const both = [one.credential, two.credential];
    for (const [first, second] of [both, both.toReversed()]) {
      const cookie = `signet=${first}; signet=${second}`;
      deepEqual(await signet.read({ ...LOCAL, cookie }), conflict);
      const cookieAndBearer = { ...bearer(second ?? ""), cookie: `signet=${first}` };
      deepEqual(await signet.read(cookieAndBearer), conflict);
      const cookieTwice = { ...bearer(first ?? ""), cookie: `signet=${first}` };
      equal((await signet.read(cookieTwice)).status, "active");
    }
  });

  test("a foreign bearer token is ignored beside the cookie, and refused without the cookie", async () => {
    const { signet, clock } = await makeSetting(options);
    const other = engineOn(await options.makeStrategy(), clock, { secret: OTHER_SECRET });
    const browser = testBrowser();
    const input = { userId: "ada", data: { name: "A" } };
    const foreign = await other.signIn(LOCAL, input);
    browser.receive((await signet.signIn(browser.headers(), input)).setCookies);
    const gateways = [OTHER_JWT, `${OTHER_JWT}x`, "x", "", foreign.credential.slice(1)];
    for (const token of gateways) {
      const request = { ...browser.headers(), authorization: `Bearer ${token}` };
      equal(active(await signet.read(request)).userId, "ada");
      equal((await signet.read(bearer(token))).status, "rejected");
      browser.receive((await signet.update(request, { color: "red" })).setCookies);
      browser.receive((await signet.signIn(request, input)).setCookies);
    }
    const request = { ...browser.headers(), authorization: `Bearer ${OTHER_JWT}` };
    browser.receive(await signet.signOut(request));
    deepEqual(await signet.read(browser.headers()), { status: "anonymous" });
  });

  test("an expired bearer token of this installation beside the cookie is a conflict", async () => {
    const { signet, clock } = await makeSetting(options);
    const [browser, ended] = [testBrowser(), testBrowser()];
    const input = { userId: "ada", data: { name: "A" } };
    const expired = await signet.signIn(ended.headers(), input);
    clock.advance(8 * DAY);
    browser.receive((await signet.signIn(browser.headers(), input)).setCookies);
    const request = { ...browser.headers(), ...bearer(expired.credential) };
    deepEqual(await signet.read(request), { status: "rejected", reason: "conflict" });
  });

  test("an update changes only the given members", async () => {
    const { signet } = await makeSetting(options);
    const browser = testBrowser();
    const data = { name: "Ada", color: "red" };
    const before = await signet.signIn(browser.headers(), { userId: "user-1", data });
    browser.receive(before.setCookies);
    const updated = await signet.update(browser.headers(), { color: "blue" });
    browser.receive(updated.setCookies);
    const session = active(await signet.read(browser.headers()));
    deepEqual(session, updated.session);
    deepEqual(session.data, { name: "Ada", color: "blue" });
    equal(session.id, before.session.id);
    deepEqual(session.createdAt, before.session.createdAt);
    deepEqual(session.authenticatedAt, before.session.authenticatedAt);
  });

  test("a new secret before the old one keeps existing credentials valid", async () => {
    const { strategy, signet, clock } = await makeSetting(options);
    const { credential } = await signet.signIn(LOCAL, { userId: "ada", data: { name: "A" } });
    const rotated = engineOn(strategy, clock, { secret: [OTHER_SECRET, SECRET] });
    equal(active(await rotated.read(bearer(credential))).userId, "ada");
    const fresh = await rotated.signIn(LOCAL, { userId: "grace", data: { name: "G" } });
    equal(active(await rotated.read(bearer(fresh.credential))).userId, "grace");
  });

  test("a session that is renewed under the new secret does not need the old secret", async () => {
    const { strategy, signet, clock } = await makeSetting(options);
    const browser = testBrowser();
    const input = { userId: "ada", data: { name: "A" } };
    browser.receive((await signet.signIn(browser.headers(), input)).setCookies);
    const rotating = engineOn(strategy, clock, { secret: [OTHER_SECRET, SECRET] });
    const rotated = engineOn(strategy, clock, { secret: OTHER_SECRET });
    clock.advance(2 * DAY);
    const due = await rotating.read(browser.headers());
    browser.receive(await rotating.renew(browser.headers(), due));
    equal(active(await rotated.read(browser.headers())).userId, "ada");
    browser.receive(await rotated.signOut(browser.headers()));
    deepEqual(await rotated.read(browser.headers()), { status: "anonymous" });
  });

  test("a late response does not undo a sign-out after a change of secrets", async () => {
    const { strategy, signet, clock } = await makeSetting(options);
    const browser = testBrowser();
    const input = { userId: "ada", data: { name: "A" } };
    browser.receive((await signet.signIn(browser.headers(), input)).setCookies);
    clock.advance(2 * DAY);
    const before = browser.headers();
    const late = await signet.renew(before, await signet.read(before));
    browser.receive(await signet.signOut(before));
    browser.receive(late);
    const rotated = engineOn(strategy, clock, { secret: [OTHER_SECRET, SECRET] });
    deepEqual(await rotated.read(browser.headers()), { status: "rejected", reason: "revoked" });
  });
}
