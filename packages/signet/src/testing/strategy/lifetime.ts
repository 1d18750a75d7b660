import { deepEqual, equal } from "node:assert/strict";
import { testBrowser } from "../browser.ts";
import {
  active,
  bearer,
  type CaseOptions,
  DAY,
  engineOn,
  makeSignedIn,
  SECOND,
} from "./setting.ts";

const EXPIRED = { status: "rejected", reason: "expired" };

/** Tests the idle end, the absolute end, renewals, and the tolerance for clock differences. */
export function lifetimeCases(options: CaseOptions): void {
  const { test } = options;

  test("an unused session is active until its idle end, and expired at exactly that millisecond", async () => {
    const { signet, clock, browser } = await makeSignedIn(options);
    clock.advance(7 * DAY - 1);
    equal((await signet.read(browser.headers())).status, "active");
    clock.advance(1);
    deepEqual(await signet.read(browser.headers()), EXPIRED);
    deepEqual(await signet.renew(browser.headers(), await signet.read(browser.headers())), []);
  });

  test("a renewal never moves the absolute end", async () => {
    const { signet, clock, browser, issued } = await makeSignedIn(options);
    const end = issued.session.createdAt.getTime() + 30 * DAY;
    while (clock.now() + 3 * DAY < end) {
      clock.advance(3 * DAY);
      const reading = await signet.read(browser.headers());
      browser.receive(await signet.renew(browser.headers(), reading));
    }
    clock.advance(end - clock.now() - 1);
    const last = await signet.read(browser.headers());
    equal(active(last).expiresAt.getTime(), end);
    equal(last.status === "active" && last.renew, false);
    clock.advance(1);
    deepEqual(await signet.read(browser.headers()), EXPIRED);
  });

  test("a renewal is due when the credential has the age of renewAfter, and a read does not renew", async () => {
    const { signet, clock, browser, issued } = await makeSignedIn(options);
    clock.advance(DAY - 1);
    const young = await signet.read(browser.headers());
    equal(young.status === "active" && young.renew, false);
    deepEqual(await signet.renew(browser.headers(), young), []);
    clock.advance(1);
    for (let times = 0; times < 3; times++) {
      const due = await signet.read(browser.headers());
      equal(due.status === "active" && due.renew, true);
      deepEqual(active(due).renewedAt, issued.session.renewedAt);
    }
  });

  test("a renewal moves the idle end and changes nothing else", async () => {
    const { signet, clock, browser, issued } = await makeSignedIn(options);
    clock.advance(2 * DAY);
    browser.receive(await signet.renew(browser.headers(), await signet.read(browser.headers())));
    const renewed = await signet.read(browser.headers());
    deepEqual(active(renewed), {
      ...issued.session,
      renewedAt: new Date(clock.now()),
      expiresAt: new Date(clock.now() + 7 * DAY),
    });
    equal(renewed.status === "active" && renewed.renew, false);
    clock.advance(6 * DAY);
    equal((await signet.read(browser.headers())).status, "active");
  });

  test("many concurrent renewals of one session all succeed", async () => {
    const { signet, clock, browser, issued } = await makeSignedIn(options);
    clock.advance(2 * DAY);
    const headers = browser.headers();
    const renewals = await Promise.all(
      Array.from({ length: 20 }, async () =>
        signet.renew({ ...headers }, await signet.read(headers)),
      ),
    );
    clock.advance(6 * DAY);
    for (const setCookies of renewals) {
      const tab = testBrowser();
      tab.receive(issued.setCookies);
      tab.receive(setCookies);
      equal((await signet.read(tab.headers())).status, "active");
    }
  });

  test("a session from the future is refused beyond the clock tolerance", async () => {
    const { signet, strategy, clock, issued } = await makeSignedIn(options);
    const exact = engineOn(strategy, clock, { clockTolerance: 0 });
    const lenient = engineOn(strategy, clock, { clockTolerance: "10m" });
    const refusal = { status: "rejected", reason: "not-yet-valid" };
    const credential = bearer(issued.credential);
    clock.advance(-60 * SECOND);
    equal((await signet.read(credential)).status, "active");
    deepEqual(await exact.read(credential), refusal);
    clock.advance(-2 * SECOND);
    deepEqual(await signet.read(credential), refusal);
    equal((await lenient.read(credential)).status, "active");
  });

  test("a server with a slow clock can renew, update and end the session of another server", async () => {
    const { signet, clock, browser } = await makeSignedIn(options);
    clock.advance(-50 * SECOND);
    browser.receive(await signet.renew(browser.headers(), await signet.read(browser.headers())));
    const late = (await signet.update(browser.headers(), { name: "Grace" })).setCookies;
    browser.receive(late);
    equal(active(await signet.read(browser.headers())).data.name, "Grace");
    browser.receive(await signet.signOut(browser.headers()));
    browser.receive(late);
    deepEqual(await signet.read(browser.headers()), { status: "rejected", reason: "revoked" });
  });
}
