/**
 * The apps of test/peer-app in a browser. Each test visits one app twice at the same time: on the libraries
 * that the app was written for, and on Signet. Both visits must see the same.
 */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "../harness/chromium.ts";
import type { NextApp } from "../harness/next-app.ts";
import { type Router, startPeerApp } from "../harness/peer-app.ts";
import { type Actor, createActor } from "./peers/actor.ts";
import { asOnTheOriginal, DIFFERENCES } from "./peers/differences.ts";
import { ironInTheAppRouter } from "./peers/iron-app-router.ts";
import { ironInThePagesRouter } from "./peers/iron-pages-router.ts";
import { nextAuthInTheAppRouter } from "./peers/next-auth-app-router.ts";
import { nextAuthInThePagesRouter } from "./peers/next-auth-pages-router.ts";
import type { Scenario } from "./peers/scenario.ts";
import type { Step } from "./peers/step.ts";
import { tokens } from "./peers/tokens.ts";

const ROUTERS: readonly Router[] = ["app-router", "pages-router"];
const scenarios: readonly Scenario[] = [
  ...ironInTheAppRouter,
  ...nextAuthInTheAppRouter,
  ...ironInThePagesRouter,
  ...nextAuthInThePagesRouter,
  ...tokens,
];
const found = new Set<string>();

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

describe.each(ROUTERS)("%s", (router) => {
  let originals: NextApp;
  let signet: NextApp;
  beforeAll(async () => {
    [originals, signet] = await Promise.all([
      startPeerApp({ libraries: "originals", router }),
      startPeerApp({ libraries: "signet", router }),
    ]);
  });
  afterAll(() => Promise.all([originals?.stop(), signet?.stop()]));

  // Not test.each, which shortens long names.
  for (const { name, router: itsRouter, visit } of scenarios) {
    if (itsRouter !== router) continue;
    test(name, async () => {
      const [expected, received] = await Promise.all([
        stepsOf(visit, originals),
        stepsOf(visit, signet),
      ]);
      const shown = asOnTheOriginal(received, expected);
      expect(shown.steps).toEqual(expected);
      // iron-session and jsonwebtoken have no meant difference in these apps.
      if (!name.startsWith("next-auth")) expect(shown.found).toEqual(new Set());
      for (const difference of shown.found) found.add(difference);
    });
  }
});

test("each listed difference from next-auth was seen", () => {
  expect([...found].sort()).toEqual([...DIFFERENCES].sort());
});

/** Returns what all people of a visit wrote down. */
async function stepsOf(visit: Scenario["visit"], app: NextApp): Promise<Step[]> {
  const actors: Actor[] = [];
  async function another(): Promise<Actor> {
    const actor = await createActor(browser, app.url);
    actors.push(actor);
    return actor;
  }
  await visit(await another(), another);
  const steps = await Promise.all(actors.map((actor) => actor.finish()));
  return steps.flat();
}
