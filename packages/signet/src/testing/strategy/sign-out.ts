import { deepEqual, equal } from "node:assert/strict";
import { testBrowser } from "../browser.ts";
import { active, bearer, type CaseOptions, DAY, makeSignedIn } from "./setting.ts";

/** Signing out, and what could undo it. */
export function signOutCases(options: CaseOptions): void {
  const { test } = options;

  test("after signing out the browser holds no session", async () => {
    const { signet, browser } = await makeSignedIn(options);
    browser.receive(await signet.signOut(browser.headers()));
    deepEqual(await signet.read(browser.headers()), { status: "anonymous" });
    deepEqual(await signet.signOut(browser.headers()), []);
  });

  test("a response still under way at sign-out does not sign back in", async () => {
    const { signet, clock, browser } = await makeSignedIn(options);
    clock.advance(2 * DAY);
    const before = browser.headers();
    const late = await signet.renew(before, await signet.read(before));
    browser.receive(await signet.signOut(browser.headers()));
    browser.receive(late);
    deepEqual(await signet.read(browser.headers()), { status: "rejected", reason: "revoked" });
  });

  test("a renewal that starts before sign-out and ends after it brings nothing back", async () => {
    const { signet, clock, browser } = await makeSignedIn(options);
    clock.advance(2 * DAY);
    const before = browser.headers();
    const reading = await signet.read(before);
    browser.receive(await signet.signOut(before));
    browser.receive(await signet.renew(before, reading));
    equal((await signet.read(browser.headers())).status === "active", false);
  });

  test("a response that was late for two sign-outs does not sign back in either", async () => {
    const { signet, clock, browser } = await makeSignedIn(options);
    clock.advance(2 * DAY);
    const before = browser.headers();
    const late = await signet.renew(before, await signet.read(before));
    browser.receive(await signet.signOut(browser.headers()));
    const again = await signet.signIn(browser.headers(), { userId: "user-1", data: { name: "A" } });
    browser.receive(again.setCookies);
    browser.receive(await signet.signOut(browser.headers()));
    browser.receive(late);
    deepEqual(await signet.read(browser.headers()), { status: "rejected", reason: "revoked" });
  });

  test("signing in again after signing out works", async () => {
    const { signet, browser } = await makeSignedIn(options);
    browser.receive(await signet.signOut(browser.headers()));
    const again = await signet.signIn(browser.headers(), { userId: "user-1", data: { name: "A" } });
    browser.receive(again.setCookies);
    equal(active(await signet.read(browser.headers())).id, again.session.id);
  });

  test("signing out on one device leaves the other signed in", async () => {
    const { signet, browser } = await makeSignedIn(options);
    const other = testBrowser();
    const input = { userId: "user-1", data: { name: "Ada" } };
    other.receive((await signet.signIn(other.headers(), input)).setCookies);
    browser.receive(await signet.signOut(browser.headers()));
    equal((await signet.read(other.headers())).status, "active");
  });

  test("what sign-out leaves in the browser is no credential", async () => {
    const { signet, browser } = await makeSignedIn(options);
    for (const text of await signet.signOut(browser.headers())) {
      const value = text.slice(text.indexOf("=") + 1).split(";", 1)[0] ?? "";
      equal((await signet.read(bearer(value))).status, "rejected");
    }
  });
}
