import { deepEqual, equal, rejects } from "node:assert/strict";
import type { Session } from "../../session/types.ts";
import { testBrowser } from "../browser.ts";
import {
  active,
  type CaseOptions,
  DAY,
  engineOn,
  isStored,
  makeSetting,
  SECOND,
  type Setting,
  sessionsIn,
} from "./setting.ts";

const HOUR = 3_600 * SECOND;
const SUPPORT = { userId: "support-1", data: { name: "Sam" } };
const OTHER = { data: { name: "Ada" } };

/** Tests `impersonate`, with which a user acts as another one. */
export function impersonationCases(options: CaseOptions): void {
  const { test } = options;

  test("an impersonation is a session of the other user with the actor, and ends after one hour", async () => {
    const { signet, clock, browser, issued, proofs } = await signedIn(options);
    clock.advance(DAY);
    const begun = await signet.impersonate(browser.headers(), "user-1", OTHER);
    browser.receive(begun.setCookies);
    const session = active(await signet.read(browser.headers()));
    deepEqual([session.userId, session.actor], ["user-1", "support-1"]);
    deepEqual(session.data, OTHER.data);
    deepEqual(session.proofs, proofs);
    equal(session.id === issued.session.id, false);
    clock.advance(HOUR - SECOND);
    browser.receive(await signet.renew(browser.headers(), await signet.read(browser.headers())));
    equal((await signet.read(browser.headers())).status, "active");
    clock.advance(SECOND);
    deepEqual(await signet.read(browser.headers()), { status: "rejected", reason: "expired" });
  });

  test("an impersonation makes no sign-in recent, because it keeps the time at which the actor signed in", async () => {
    const { signet, clock, browser, issued } = await signedIn(options);
    clock.advance(HOUR);
    const begun = await signet.impersonate(browser.headers(), "user-1", OTHER);
    browser.receive(begun.setCookies);
    for (const update of [false, true]) {
      if (update) {
        const updated = await signet.update(browser.headers(), { color: "red" });
        browser.receive(updated.setCookies);
      }
      const session = active(await signet.read(browser.headers()));
      deepEqual(session.authenticatedAt, issued.session.authenticatedAt);
      equal(signet.isProvedWithin(session, "59m"), false);
      equal(signet.isProvedWithin(session, "61m"), true);
    }
  });

  test("an impersonation ends the session of the actor, and a sign-out ends the impersonation", async () => {
    const setting = await signedIn(options);
    const { signet, browser, strategy } = setting;
    const before = browser.headers();
    browser.receive((await signet.impersonate(before, "user-1", OTHER)).setCookies);
    if (isStored(strategy)) {
      deepEqual(await signet.read(before), { status: "rejected", reason: "revoked" });
      const listed: Session<unknown>[] = (await sessionsIn(setting)?.list("user-1")) ?? [];
      deepEqual(
        listed.map(({ actor }) => actor),
        ["support-1"],
      );
    }
    browser.receive(await signet.signOut(browser.headers()));
    deepEqual(await signet.read(browser.headers()), { status: "anonymous" });
  });

  test("without a live session, from within an impersonation, and as oneself, an impersonation is refused", async () => {
    const { signet, strategy, browser, clock } = await signedIn(options);
    const nobody = signet.impersonate(testBrowser().headers(), "user-1", OTHER);
    await rejects(nobody, { code: "not-signed-in" });
    const oneself = signet.impersonate(browser.headers(), "support-1", OTHER);
    await rejects(oneself, { code: "invalid-input" });
    equal(active(await signet.read(browser.headers())).userId, "support-1");
    browser.receive((await signet.impersonate(browser.headers(), "user-1", OTHER)).setCookies);
    for (const userId of ["user-2", "support-1", "user-1"]) {
      const nested = signet.impersonate(browser.headers(), userId, OTHER);
      await rejects(nested, { code: "invalid-input" });
    }
    equal(active(await signet.read(browser.headers())).userId, "user-1");
    const { absolute } = { absolute: "30m" } as const;
    const shorter = engineOn(strategy, clock, { lifetime: { idle: "20m", absolute } });
    const again = testBrowser();
    again.receive((await shorter.signIn(again.headers(), SUPPORT)).setCookies);
    const { session } = await shorter.impersonate(again.headers(), "user-1", OTHER);
    equal(session.terms?.absolute, HOUR / 2);
  });

  test("an actor whose sessions were ended cannot begin an impersonation", async () => {
    const setting = await signedIn(options);
    const sessions = sessionsIn(setting);
    if (sessions === null) return;
    const { signet, browser } = setting;
    await sessions.revokeAll("support-1");
    const refused = signet.impersonate(browser.headers(), "user-1", OTHER);
    await rejects(refused, { code: "not-signed-in" });
    deepEqual(await sessions.list("user-1"), []);
  });
}

async function signedIn(options: CaseOptions) {
  const setting: Setting = await makeSetting(options);
  const browser = testBrowser();
  const at = new Date(setting.clock.now());
  const proofs = [{ method: "passkey", amr: ["hwk", "user"], factors: 2, at }] as const;
  const issued = await setting.signet.signIn(browser.headers(), { ...SUPPORT, proofs });
  browser.receive(issued.setCookies);
  return { ...setting, browser, issued, proofs };
}
