import { describe, expect, test } from "vitest";
import {
  browserWith,
  changes,
  isStored,
  named,
  renewed,
  SECRET,
  sessionsOf,
  signedIn,
  worldOf,
} from "../../../fixtures/accept.ts";

const NEWER = "b-secret-for-change-over-tests-0123456789";
const NEWEST = "c-secret-for-change-over-tests-0123456789";

// On one store opened twice, a strategy takes its own credentials as they are.
const toStores = changes.filter(
  ({ from, to, stores }) => isStored(to) && (from !== to || stores === "two stores"),
);

describe.each(toStores.map((change) => [named(change), change] as const))("%s", (_, change) => {
  test("a session moves under a newer secret, however often its answers are lost", async () => {
    const world = worldOf(change);
    const user = await signedIn(world.before());
    const old = user.browser.headers();
    const rotated = world.after({ secret: [NEWER, SECRET] });
    for (let times = 0; times < 3; times++) {
      const answer = await renewed(rotated, old);
      const reading = await rotated.read(browserWith(answer).headers());
      expect(reading).toMatchObject({ status: "active", renew: false, session: { id: user.id } });
    }
  });

  test("a session that was moved before the secret was rotated is handed out again after", async () => {
    const world = worldOf(change);
    const user = await signedIn(world.before());
    const old = user.browser.headers();
    await renewed(world.after(), old);
    const rotated = world.after({ secret: [NEWER, SECRET] });
    const answer = await renewed(rotated, old);
    expect(answer.length).toBeGreaterThan(0);
    expect(await rotated.read(browserWith(answer).headers())).toMatchObject({
      status: "active",
      renew: false,
    });
  });

  test("a session whose first secret is gone by now moves all the same", async () => {
    const world = worldOf(change);
    const { browser, id } = await signedIn(world.before());
    for (const secret of [
      [NEWER, SECRET],
      [NEWEST, NEWER],
    ]) {
      // What a server of before renews is of the newest secret.
      world.clock.advance(2 * 86_400_000);
      browser.receive(await renewed(world.before({ secret }), browser.headers()));
    }
    const rotated = world.after({ secret: NEWEST });
    browser.receive(await renewed(world.before({ secret: [NEWEST, NEWER] }), browser.headers()));
    const old = browser.headers();
    if ((await rotated.read(old)).status !== "active") {
      // Not renewed under the newest secret, so that its token is of one that is gone.
      return expect(change.from).not.toBe("database");
    }
    for (const answer of [await renewed(rotated, old), await renewed(rotated, old)]) {
      expect(await rotated.read(browserWith(answer).headers())).toMatchObject({
        status: "active",
        renew: false,
        session: { id },
      });
    }
  });

  test.each([
    ["the one with the new secret", true],
    ["the one without it", false],
  ])(
    "two servers serve one browser while the secret is rotated, %s first",
    async (_, isNewFirst) => {
      const world = worldOf(change);
      const user = await signedIn(world.before());
      const old = user.browser.headers();
      const [withNew, without] = [world.after({ secret: [NEWER, SECRET] }), world.after()];
      const servers = isNewFirst ? [withNew, without] : [without, withNew];
      const answers: string[][] = [];
      for (const server of [...servers, ...servers]) {
        expect((await server.read(old)).status).toBe("active");
        answers.push(await renewed(server, old));
      }
      // Tokens that the new secret signs are read where it is known; everything else is read by both.
      const readers = change.to === "hybrid" ? [withNew] : servers;
      for (const answer of answers) {
        for (const reader of readers) {
          const { status } = await reader.read(browserWith(answer).headers());
          expect(answer.length === 0 ? "active" : status).toBe("active");
        }
      }
      expect(await sessionsOf(withNew).list("ada")).toHaveLength(1);
    },
  );

  test("what one server cannot hand out, it can change", async () => {
    const world = worldOf(change);
    const user = await signedIn(world.before());
    const old = user.browser.headers();
    await renewed(world.after({ secret: [NEWER, SECRET] }), old);
    const without = world.after();
    const { setCookies } = await without.update({ ...old }, { role: "admin" });
    const kept = browserWith(setCookies);
    expect(await without.read(kept.headers())).toMatchObject({
      status: "active",
      session: { data: { role: "admin" } },
    });
  });
});

test("a session that came from database() and goes back there gets a secret once", async () => {
  const there = { from: "database", to: "hybrid", stores: "one store" } as const;
  const world = worldOf(there);
  const { browser, id } = await signedIn(world.before());
  browser.receive(await renewed(world.after(), browser.headers()));
  const old = browser.headers();
  const back = world.back();
  const answers = await Promise.all([1, 2, 3].map(() => renewed(back, old)));
  for (const answer of answers) {
    expect(await back.read(browserWith(answer).headers())).toMatchObject({
      status: "active",
      renew: false,
      session: { id },
    });
  }
});
