import { deepEqual, equal, rejects } from "node:assert/strict";
import type { Proof, Session } from "../../session/types.ts";
import { testBrowser } from "../browser.ts";
import {
  active,
  bearer,
  type CaseOptions,
  DAY,
  isStored,
  makeSetting,
  SECOND,
  type Setting,
  sessionsIn,
} from "./setting.ts";

const INPUT = { userId: "user-1", data: { name: "Ada" } };
const MINUTE = 60 * SECOND;

/** Tests `proofs` and `actor` of sign-in, which say how a session began. */
export function beginningCases(options: CaseOptions): void {
  const { test } = options;

  test("a session keeps its proofs and its actor through a renewal, an update and keepAlive, and has no terms because of them", async () => {
    const { signet, clock, browser, proofs, issued } = await signedIn(options);
    deepEqual(beginningOf(issued.session), { proofs, actor: "support-1" });
    equal("terms" in issued.session, false);
    for (const step of ["renew", "update", "keep alive", "renew"]) {
      clock.advance(2 * DAY);
      const reading = await signet.read(browser.headers());
      deepEqual(beginningOf(active(reading)), { proofs, actor: "support-1" });
      equal("terms" in active(reading), false);
      if (step === "keep alive") await signet.keepAlive(browser.headers(), reading);
      if (step === "renew") browser.receive(await signet.renew(browser.headers(), reading));
      if (step === "update") {
        const updated = await signet.update(browser.headers(), { name: "Grace" });
        deepEqual(beginningOf(updated.session), { proofs, actor: "support-1" });
        browser.receive(updated.setCookies);
      }
    }
    const last = active(await signet.read(browser.headers()));
    deepEqual(last.data, { name: "Grace" });
    // The code is eight days old.
    equal(signet.isProvedWithin(last, "8d", 2), true);
    equal(signet.isProvedWithin(last, "7d", 2), false);
  });

  test("a bearer client's session has the same proofs, and lists show them with the actor", async () => {
    const setting = await signedIn(options);
    const { signet, proofs, issued } = setting;
    const reading = await signet.read(bearer(issued.credential));
    deepEqual(beginningOf(active(reading)), { proofs, actor: "support-1" });
    const listed = (await sessionsIn(setting)?.list("user-1")) ?? [];
    equal(listed.length, isStored(setting.strategy) ? 1 : 0);
    for (const session of listed) {
      deepEqual(beginningOf(session), { proofs, actor: "support-1" });
      equal("terms" in session, false);
    }
  });

  test("a session with proofs can also have its own lifetime and a cookie that ends with the browser", async () => {
    const { signet, clock } = await makeSetting(options);
    const browser = testBrowser();
    const [proof] = proofsAt(clock.now());
    const lifetime = { absolute: "3d" } as const;
    const own = { ...INPUT, lifetime, persistent: false, proofs: proof ? [proof] : [] };
    browser.receive((await signet.signIn(browser.headers(), own)).setCookies);
    clock.advance(2 * DAY);
    browser.receive(await signet.renew(browser.headers(), await signet.read(browser.headers())));
    const session = active(await signet.read(browser.headers()));
    deepEqual(session.terms, { idle: null, absolute: 3 * DAY, persistent: false });
    deepEqual(beginningOf(session), { proofs: [proof], actor: undefined });
    clock.advance(DAY);
    deepEqual(await signet.read(browser.headers()), { status: "rejected", reason: "expired" });
  });

  test("a session without proofs and without an actor has neither member, also after a session that had both", async () => {
    const { signet, browser } = await signedIn(options);
    for (const nothing of [{}, { proofs: [] }, { proofs: undefined, actor: undefined }]) {
      const { session, setCookies } = await signet.signIn(browser.headers(), {
        ...INPUT,
        ...nothing,
      });
      browser.receive(setCookies);
      for (const one of [session, active(await signet.read(browser.headers()))]) {
        equal("proofs" in one || "actor" in one || "terms" in one, false);
      }
    }
  });

  test("proofs and actors of another form, and proofs of the future, are refused, and nothing is written", async () => {
    const setting = await makeSetting(options);
    const { signet, clock } = setting;
    const [proof] = proofsAt(clock.now());
    const changes = [
      ...[{ method: "" }, { amr: "pwd" }, { amr: ["pwd otp"] }, { factors: 3 }, { at: 0 }],
      ...[{ at: new Date(clock.now() + MINUTE + 1) }, { at: new Date(Number.NaN) }],
    ];
    const refused: object[] = [
      ...[{ proofs: "pwd" }, { proofs: [proof, proof, proof, proof, proof] }, { proofs: [null] }],
      ...[{ actor: "" }, { actor: null }, { actor: 7 }, { proof: [proof] }],
      ...changes.map((change) => ({ proofs: [{ ...proof, ...change }] })),
    ];
    for (const beginning of refused) {
      const refusal = signet.signIn(testBrowser().headers(), { ...INPUT, ...beginning });
      await rejects(refusal, { code: "invalid-input" }, JSON.stringify(beginning));
    }
    deepEqual((await sessionsIn(setting)?.list("user-1")) ?? [], []);
  });
}

/** A password two minutes before the sign-in, and a code just now. */
function proofsAt(now: number): Proof[] {
  return [
    { method: "password", amr: ["pwd"], factors: 1, at: new Date(now - 2 * MINUTE - 7) },
    { method: "code", amr: ["otp", "mfa"], factors: 1, at: new Date(now) },
  ];
}

async function signedIn(options: CaseOptions) {
  const setting: Setting = await makeSetting(options);
  const browser = testBrowser();
  const proofs = proofsAt(setting.clock.now());
  const issued = await setting.signet.signIn(browser.headers(), {
    ...{ ...INPUT, actor: "support-1" },
    // The session has them with the oldest first.
    proofs: proofs.toReversed(),
  });
  browser.receive(issued.setCookies);
  return { ...setting, browser, proofs, issued };
}

function beginningOf({ proofs, actor }: Session<unknown>) {
  return { proofs, actor };
}
