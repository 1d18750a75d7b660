import { deepEqual, equal } from "node:assert/strict";
import { testBrowser } from "../browser.ts";
import { active, bearer, type CaseOptions, DAY, makeSignedIn } from "./setting.ts";

/** Tests sign-out, and late responses that could undo it. */
export function signOutCases(options: CaseOptions): void {
  const { test } = options;

  test("after a sign-out the browser has no session", async () => {
    const { signet, browser } = await makeSignedIn(options);
    browser.receive(await signet.signOut(browser.headers()));
    deepEqual(await signet.read(browser.headers()), { status: "anonymous" });
    deepEqual(await signet.signOut(browser.headers()), []);
  });

  test("a response that is pending at sign-out does not undo the sign-out", async () => {
    const { signet, clock, browser } = await makeSignedIn(options);
    clock.advance(2 * DAY);
    const before = browser.headers();
    const late = await signet.renew(before, await signet.read(before));
    browser.receive(await signet.signOut(browser.headers()));
    browser.receive(late);
    deepEqual(await signet.read(browser.headers()), { status: "rejected", reason: "revoked" });
  });

  test("a renewal that starts before a sign-out and ends after it does not undo the sign-out", async () => {
    const { signet, clock, browser } = await makeSignedIn(options);
    clock.advance(2 * DAY);
    const before = browser.headers();
    const reading = await signet.read(before);
    browser.receive(await signet.signOut(before));
    browser.receive(await signet.renew(before, reading));
    equal((await signet.read(browser.headers())).status === "active", false);
  });

  test("a response that is pending during two sign-outs does not undo either of them", async () => {
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

  test("a sign-in after a sign-out works", async () => {
    const { signet, browser } = await makeSignedIn(options);
    browser.receive(await signet.signOut(browser.headers()));
    const again = await signet.signIn(browser.headers(), { userId: "user-1", data: { name: "A" } });
    browser.receive(again.setCookies);
    equal(active(await signet.read(browser.headers())).id, again.session.id);
  });

  test("a sign-out on one device does not end the session of another device", async () => {
    const { signet, browser } = await makeSignedIn(options);
    const other = testBrowser();
    const input = { userId: "user-1", data: { name: "Ada" } };
    other.receive((await signet.signIn(other.headers(), input)).setCookies);
    browser.receive(await signet.signOut(browser.headers()));
    equal((await signet.read(other.headers())).status, "active");
  });

  test("the cookie values after a sign-out are not accepted as a credential", async () => {
    const { signet, browser } = await makeSignedIn(options);
    for (const text of await signet.signOut(browser.headers())) {
      const value = text.slice(text.indexOf("=") + 1).split(";", 1)[0] ?? "";
      equal((await signet.read(bearer(value))).status, "rejected");
    }
  });
}
