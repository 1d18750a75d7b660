import { parseSetCookie } from "cookie";
import { describe, expect, test } from "vitest";
import {
  browserWith,
  changes,
  isStored,
  renewed,
  rolloutOf,
  type Server,
  sessionsOf,
  titleOf,
} from "../../../fixtures/accept.ts";
import { testBrowser } from "../../testing/browser.ts";

const DAY = 86_400_000;
const TERMS = { idle: 2 * DAY, absolute: 4.5 * DAY, persistent: false };

async function signedIn(server: Server) {
  const browser = testBrowser();
  const { session, setCookies } = await server.signIn(browser.headers(), {
    userId: "ada",
    data: { name: "Ada" },
    lifetime: { idle: "2d", absolute: "108h" },
    persistent: false,
  });
  browser.receive(setCookies);
  return { browser, session, end: session.createdAt.getTime() + 4.5 * DAY };
}

/** Returns the lifetimes of the session cookies that a response keeps; `undefined` ends with the browser. */
function lifetimesOf(setCookies: readonly string[]): (number | Date | undefined)[] {
  return setCookies
    .map((text) => parseSetCookie(text))
    .filter(({ maxAge }) => maxAge !== 0)
    .map(({ maxAge, expires }) => maxAge ?? expires);
}

describe.each(changes.map((change) => [titleOf(change), change] as const))("%s", (_, change) => {
  test("a session that moves keeps its own terms, there and back, and ends at its own end", async () => {
    const { clock, before, after, rolledBack } = rolloutOf(change);
    const [there, back] = [after(), rolledBack()];
    const { browser, session, end } = await signedIn(before());
    for (const server of [there, back, there, back]) {
      clock.advance(0.7 * DAY);
      expect(await server.read(browser.headers())).toMatchObject({ session: { terms: TERMS } });
      const setCookies = await renewed(server, browser.headers());
      expect(lifetimesOf(setCookies)).toEqual([undefined]);
      browser.receive(setCookies);
      const reading = await server.read(browser.headers());
      const expiresAt = new Date(Math.min(clock.now() + 2 * DAY, end));
      expect(reading).toMatchObject({ session: { id: session.id, terms: TERMS, expiresAt } });
    }
    clock.advance(end - clock.now() - 1);
    expect(await back.read(browser.headers())).toMatchObject({ status: "active" });
    clock.advance(1);
    for (const server of [there, back]) {
      expect(await server.read(browser.headers())).toMatchObject({ reason: "expired" });
      expect(await renewed(server, browser.headers())).toEqual([]);
    }
  });

  test("an update moves a session with its own terms, and a former credential ends with them too", async () => {
    const { clock, before, after } = rolloutOf(change);
    const server = after();
    const { browser } = await signedIn(before());
    const former = browser.headers();
    clock.advance(DAY);
    const updated = await server.update(browser.headers(), { name: "Grace" });
    expect(updated.session.terms).toEqual(TERMS);
    expect(lifetimesOf(updated.setCookies)).toEqual([undefined]);
    browser.receive(updated.setCookies);
    const other = browserWith(await renewed(server, { ...former }));
    for (const { headers } of [browser, other]) {
      expect(await server.read(headers())).toMatchObject({ session: { terms: TERMS } });
    }
    if (isStored(change.to)) {
      expect(await sessionsOf(server).list("ada")).toMatchObject([{ terms: TERMS }]);
    }
    clock.advance(2 * DAY);
    for (const headers of [browser.headers(), other.headers(), former]) {
      expect(await server.read(headers)).toMatchObject({ reason: "expired" });
    }
  });
});
