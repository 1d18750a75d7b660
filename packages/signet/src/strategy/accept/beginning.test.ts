import { describe, expect, test } from "vitest";
import {
  changes,
  isStored,
  renewed,
  rolloutOf,
  sessionsOf,
  titleOf,
} from "../../../fixtures/accept.ts";
import { testBrowser } from "../../testing/browser.ts";

const DAY = 86_400_000;

describe.each(changes.map((change) => [titleOf(change), change] as const))("%s", (_, change) => {
  test("a session that moves keeps its proofs and its actor, there and back", async () => {
    const { clock, before, after, rolledBack } = rolloutOf(change);
    const [there, back] = [after(), rolledBack()];
    const proofs = [
      { method: "password", amr: ["pwd"], factors: 1, at: new Date(clock.now() - 90_007) },
      { method: "passkey", amr: ["hwk", "user"], factors: 2, at: new Date(clock.now() - 5) },
    ] as const;
    const began = { proofs, actor: "support-1" };
    const browser = testBrowser();
    const input = { userId: "ada", data: { name: "Ada" }, ...began };
    browser.receive((await before().signIn(browser.headers(), input)).setCookies);
    for (const [index, server] of [there, back, there, back].entries()) {
      clock.advance(2 * DAY);
      expect(await server.read(browser.headers())).toMatchObject({ session: began });
      if (index % 2 === 0) browser.receive(await renewed(server, browser.headers()));
      else {
        const updated = await server.update(browser.headers(), { name: "Grace" });
        expect(updated.session).toMatchObject(began);
        browser.receive(updated.setCookies);
      }
      const reading = await server.read(browser.headers());
      expect(reading).toMatchObject({ status: "active", session: began });
      expect(reading).not.toHaveProperty("session.terms");
      if (server === there && isStored(change.to)) {
        expect(await sessionsOf(server).list("ada")).toMatchObject([began]);
      }
    }
  });
});
