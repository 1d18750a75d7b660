import { deepEqual, equal } from "node:assert/strict";
import {
  active,
  type CaseOptions,
  DAY,
  isStored,
  makeSignedIn,
  type SignedInSetting,
} from "./setting.ts";

/** Tests `keepAlive`, which extends a session where the response cannot set a cookie. */
export function aliveCases(options: CaseOptions): void {
  const { test } = options;

  test("keepAlive extends a stored session without a cookie, and returns false for a session that needs one", async () => {
    const { signet, strategy, clock, browser, issued } = await makeSignedIn(options);
    equal(await keepAlive({ signet, browser }), true);
    for (let days = 5; days < 30; days += 5) {
      clock.advance(5 * DAY);
      if (!isStored(strategy) && days > 5) {
        deepEqual(await signet.read(browser.headers()), { status: "rejected", reason: "expired" });
        continue;
      }
      equal(await keepAlive({ signet, browser }), isStored(strategy));
    }
    if (!isStored(strategy)) return;
    const session = active(await signet.read(browser.headers()));
    deepEqual(session.expiresAt, new Date(issued.session.createdAt.getTime() + 30 * DAY));
    deepEqual(session.authenticatedAt, issued.session.authenticatedAt);
    clock.advance(5 * DAY);
    equal((await signet.read(browser.headers())).status, "rejected");
  });

  test("the cookie of a stored session lasts until the absolute end, and any other as long as its credential", async () => {
    const { strategy, issued } = await makeSignedIn(options);
    const [cookie = ""] = issued.setCookies;
    const days = isStored(strategy) ? 30 : 7;
    equal(Number(/Max-Age=(\d+)/.exec(cookie)?.[1]) * 1_000, days * DAY);
  });

  test("keepAlive does not bring an ended session back", async () => {
    const { signet, strategy, clock, browser } = await makeSignedIn(options);
    clock.advance(2 * DAY);
    const headers = browser.headers();
    const before = await signet.read(headers);
    const signedOut = await signet.signOut(headers);
    await signet.keepAlive(headers, before);
    if (isStored(strategy)) {
      deepEqual(await signet.read(headers), { status: "rejected", reason: "revoked" });
    }
    browser.receive(signedOut);
    equal((await signet.read(browser.headers())).status, "anonymous");
    equal(await signet.keepAlive(headers, await signet.read(browser.headers())), true);
  });
}

async function keepAlive({ signet, browser }: Pick<SignedInSetting, "signet" | "browser">) {
  const reading = await signet.read(browser.headers());
  equal(reading.status, "active");
  return signet.keepAlive(browser.headers(), reading);
}
