import { describe, expect, test } from "vitest";
import {
  browserWith,
  type Change,
  changes,
  isStored,
  named,
  renewed,
  sessionsOf,
  signedIn,
  worldOf,
} from "../../../fixtures/accept.ts";
import { type End, endsOf, everywhere } from "../../../fixtures/accept-ends.ts";
import { actor, everyOrder, interleaved, type Pick } from "../../../fixtures/accept-orders.ts";
import type { TestBrowser } from "../../testing/browser.ts";

/** One who ends sessions and several who move them, whose calls to the stores can be held. */
function scene(change: Change, { on, end, leaves }: End, moves: number) {
  const world = worldOf(change);
  const first = world.before();
  const reader = world.after();
  const ender = actor();
  const ending = world[on]({ wrap: ender.wrap });
  const movers = Array.from({ length: moves }, () => {
    const mine = actor();
    return { mine, server: world.after({ wrap: mine.wrap }) };
  });
  let plays = 0;

  return async (pick: Pick): Promise<void> => {
    world.clock.advance(2_000);
    const user = await signedIn(first, `user-${plays++}`);
    const old = user.browser.headers();
    const [ended, ...answers] = await interleaved<readonly string[]>(
      [
        [ender, () => end(ending, user)],
        ...movers.map(({ mine, server }) => [mine, () => renewed(server, old)] as const),
      ],
      pick,
    );
    if (ended?.result.status !== "fulfilled") throw new Error("Nobody ended it.");
    const told = ended.result.value;
    // A server of before knows nothing of where a session was moved to: the last to be asked knows.
    const isFirst = on === "before" && answers.some(({ lastCall }) => lastCall < ended.lastCall);
    if (isFirst && change.stores === "two stores") return;

    for (const { result } of answers) {
      if (result.status === "rejected") throw result.reason;
      const late = result.value;
      if (late.length > 0) expect(await statusIn(browserWith(told, late))).not.toBe("active");
      if (late.length > 0 && isStored(change.to)) {
        expect(await statusIn(browserWith(late))).not.toBe("active");
      }
    }
    if (!isStored(change.to)) return;
    expect((await reader.read(old, { fresh: true })).status).not.toBe("active");
    expect(await renewed(reader, old)).toEqual([]);
    expect(await sessionsOf(reader).list(user.userId)).toHaveLength(leaves);
  };

  async function statusIn(browser: TestBrowser): Promise<string> {
    const request = browser.headers();
    const read = isStored(change.to) ? reader.read(request, { fresh: true }) : reader.read(request);
    return (await read).status;
  }
}

// sealed() is jwt() here: both have no store.
const moving = changes.filter(({ from, to }) => from !== "sealed" && to !== "sealed");

describe.each(moving.map((change) => [named(change), change] as const))("%s", (_, change) => {
  test.each(endsOf(change).map((end) => [end.how, end] as const))(
    "%s wins over answers that move the session, in whatever order they ask the stores",
    async (_, end) => {
      await everyOrder(2, scene(change, end, 1));
      await everyOrder(1, scene(change, end, 2));
    },
  );
});

test("orders are tried by the hundred", async () => {
  const change: Change = { from: "database", to: "database", stores: "two stores" };
  const [signOut] = everywhere;
  if (signOut === undefined) throw new Error("There is no way to end a session.");
  expect(await everyOrder(2, scene(change, signOut, 1))).toBeGreaterThan(50);
  expect(await everyOrder(1, scene(change, signOut, 2))).toBeGreaterThan(50);
});
