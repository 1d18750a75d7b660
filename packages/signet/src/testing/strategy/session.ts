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
/** A token as a gateway adds it: well formed, and signed by keys that are none of ours. */
const OTHER_JWT =
  "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6IjEifQ.eyJzdWIiOiJhZGEiLCJleHAiOjQxMDI0NDQ4MDB9.c2lnbmF0dXJlLXNpZ25hdHVyZS1zaWduYXR1cmUtc2lnbg";

/** Signing in, reading and changing. */
export function sessionCases(options: CaseOptions): void {
  const { test } = options;

  test("sign-in begins a session that is read back unchanged, by cookie and by bearer", async () => {
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

  test("without a credential a reading is anonymous", async () => {
    const { signet } = await makeSetting(options);
    deepEqual(await signet.read(LOCAL), { status: "anonymous" });
    deepEqual(await signet.read({ ...LOCAL, cookie: "theme=dark" }), { status: "anonymous" });
    deepEqual(await signet.read({ ...LOCAL, cookie: "signet=" }), { status: "anonymous" });
    deepEqual(await signet.read({ ...LOCAL, authorization: "Basic YTpi" }), {
      status: "anonymous",
    });
  });

  test("every sign-in has an id and a credential of its own", async () => {
    const { signet } = await makeSetting(options);
    const input = { userId: "user-1", data: { name: "Ada" } };
    const issued = await Promise.all(Array.from({ length: 50 }, () => signet.signIn(LOCAL, input)));
    equal(new Set(issued.map((one) => one.session.id)).size, 50);
    equal(new Set(issued.map((one) => one.credential)).size, 50);
  });

  test("a session's public id is no credential", async () => {
    const { signet } = await makeSetting(options);
    const { session } = await signet.signIn(LOCAL, { userId: "user-1", data: { name: "Ada" } });
    equal((await signet.read(bearer(session.id))).status, "rejected");
  });

  test("sign-in over a live session ends that session in the same browser", async () => {
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

  test("two credentials in one request are a conflict, and neither is believed", async () => {
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

  test("a bearer token of somebody else's beside the cookie is ignored, and alone it is refused", async () => {
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

  test("a bearer token that was ours beside the cookie is a second credential", async () => {
    const { signet, clock } = await makeSetting(options);
    const [browser, ended] = [testBrowser(), testBrowser()];
    const input = { userId: "ada", data: { name: "A" } };
    const expired = await signet.signIn(ended.headers(), input);
    clock.advance(8 * DAY);
    browser.receive((await signet.signIn(browser.headers(), input)).setCookies);
    const request = { ...browser.headers(), ...bearer(expired.credential) };
    deepEqual(await signet.read(request), { status: "rejected", reason: "conflict" });
  });

  test("an update changes the members it names, and only them", async () => {
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

  test("a newer secret in front of the old one signs nobody out", async () => {
    const { strategy, signet, clock } = await makeSetting(options);
    const { credential } = await signet.signIn(LOCAL, { userId: "ada", data: { name: "A" } });
    const rotated = engineOn(strategy, clock, { secret: [OTHER_SECRET, SECRET] });
    equal(active(await rotated.read(bearer(credential))).userId, "ada");
    const fresh = await rotated.signIn(LOCAL, { userId: "grace", data: { name: "G" } });
    equal(active(await rotated.read(bearer(fresh.credential))).userId, "grace");
  });

  test("what was renewed under the newer secret needs the old one no more", async () => {
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

  test("signing out outlives a change of secrets: a late response does not sign back in", async () => {
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
