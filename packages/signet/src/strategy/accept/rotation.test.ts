import { describe, expect, test } from "vitest";
import {
  browserWith,
  changes,
  isStored,
  renewed,
  rolloutOf,
  SECRET,
  sessionsOf,
  signedIn,
  titleOf,
} from "../../../fixtures/accept.ts";

const NEWER = "b-secret-for-change-over-tests-0123456789";
const NEWEST = "c-secret-for-change-over-tests-0123456789";

// A change to the same strategy on the same store moves no session.
const toStores = changes.filter(
  ({ from, to, stores }) => isStored(to) && (from !== to || stores === "two stores"),
);

describe.each(toStores.map((change) => [titleOf(change), change] as const))("%s", (_, change) => {
  test("a session moves under a newer secret, also after lost responses", async () => {
    const rollout = rolloutOf(change);
    const user = await signedIn(rollout.before());
    const old = user.browser.headers();
    const rotated = rollout.after({ secret: [NEWER, SECRET] });
    for (let times = 0; times < 3; times++) {
      const response = await renewed(rotated, old);
      const reading = await rotated.read(browserWith(response).headers());
      expect(reading).toMatchObject({ status: "active", renew: false, session: { id: user.id } });
    }
  });

  test("a session that was moved before a rotation of the secret gets a valid credential after it", async () => {
    const rollout = rolloutOf(change);
    const user = await signedIn(rollout.before());
    const old = user.browser.headers();
    await renewed(rollout.after(), old);
    const rotated = rollout.after({ secret: [NEWER, SECRET] });
    const response = await renewed(rotated, old);
    expect(response.length).toBeGreaterThan(0);
    expect(await rotated.read(browserWith(response).headers())).toMatchObject({
      status: "active",
      renew: false,
    });
  });

  test("a session moves when its first secret was removed", async () => {
    const rollout = rolloutOf(change);
    const { browser, id } = await signedIn(rollout.before());
    for (const secret of [
      [NEWER, SECRET],
      [NEWEST, NEWER],
    ]) {
      // A renewal by a server with the former strategy uses the newest secret.
      rollout.clock.advance(2 * 86_400_000);
      browser.receive(await renewed(rollout.before({ secret }), browser.headers()));
    }
    const rotated = rollout.after({ secret: NEWEST });
    browser.receive(await renewed(rollout.before({ secret: [NEWEST, NEWER] }), browser.headers()));
    const old = browser.headers();
    if ((await rotated.read(old)).status !== "active") {
      // The token was not renewed under the newest secret, so its secret was removed.
      return expect(change.from).not.toBe("database");
    }
    for (const response of [await renewed(rotated, old), await renewed(rotated, old)]) {
      expect(await rotated.read(browserWith(response).headers())).toMatchObject({
        status: "active",
        renew: false,
        session: { id },
      });
    }
  });

  test.each([
    ["the server with the new secret", true],
    ["the server without the new secret", false],
  ])(
    "during a rotation of the secret two servers serve one browser, %s first",
    async (_, isNewFirst) => {
      const rollout = rolloutOf(change);
      const user = await signedIn(rollout.before());
      const old = user.browser.headers();
      const [withNew, without] = [rollout.after({ secret: [NEWER, SECRET] }), rollout.after()];
      const servers = isNewFirst ? [withNew, without] : [without, withNew];
      const responses: string[][] = [];
      for (const server of [...servers, ...servers]) {
        expect((await server.read(old)).status).toBe("active");
        responses.push(await renewed(server, old));
      }
      // A token that the new secret signed is read only by the server with the new secret.
      const readers = change.to === "hybrid" ? [withNew] : servers;
      for (const response of responses) {
        for (const reader of readers) {
          const { status } = await reader.read(browserWith(response).headers());
          expect(response.length === 0 ? "active" : status).toBe("active");
        }
      }
      expect(await sessionsOf(withNew).list("ada")).toHaveLength(1);
    },
  );

  test("a server without the new secret can update a session that was moved under the new secret", async () => {
    const rollout = rolloutOf(change);
    const user = await signedIn(rollout.before());
    const old = user.browser.headers();
    await renewed(rollout.after({ secret: [NEWER, SECRET] }), old);
    const without = rollout.after();
    const { setCookies } = await without.update({ ...old }, { role: "admin" });
    const kept = browserWith(setCookies);
    expect(await without.read(kept.headers())).toMatchObject({
      status: "active",
      session: { data: { role: "admin" } },
    });
  });
});

test("concurrent moves of a session from database() to hybrid() and back set one secret", async () => {
  const change = { from: "database", to: "hybrid", stores: "one store" } as const;
  const rollout = rolloutOf(change);
  const { browser, id } = await signedIn(rollout.before());
  browser.receive(await renewed(rollout.after(), browser.headers()));
  const old = browser.headers();
  const rolledBack = rollout.rolledBack();
  const responses = await Promise.all([1, 2, 3].map(() => renewed(rolledBack, old)));
  for (const response of responses) {
    expect(await rolledBack.read(browserWith(response).headers())).toMatchObject({
      status: "active",
      renew: false,
      session: { id },
    });
  }
});
