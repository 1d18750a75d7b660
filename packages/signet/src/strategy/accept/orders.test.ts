import { describe, expect, test } from "vitest";
import {
  browserWith,
  type Change,
  changes,
  isStored,
  renewed,
  rolloutOf,
  sessionsOf,
  signedIn,
  titleOf,
} from "../../../fixtures/accept.ts";
import { type EndCase, endCasesOf, generalCases } from "../../../fixtures/accept-ends.ts";
import {
  type Choose,
  everyOrder,
  participant,
  runInterleaved,
} from "../../../fixtures/accept-orders.ts";
import type { TestBrowser } from "../../testing/browser.ts";

/** Creates a race between one server that ends a session and several servers that move it. */
function raceOf(change: Change, { on, end, remaining }: EndCase, moves: number) {
  const rollout = rolloutOf(change);
  const first = rollout.before();
  const reader = rollout.after();
  const ender = participant();
  const ending = rollout[on]({ wrap: ender.wrap });
  const movers = Array.from({ length: moves }, () => {
    const mover = participant();
    return { mover, server: rollout.after({ wrap: mover.wrap }) };
  });
  let runs = 0;

  return async (choose: Choose): Promise<void> => {
    rollout.clock.advance(2_000);
    const user = await signedIn(first, `user-${runs++}`);
    const old = user.browser.headers();
    const [ended, ...moved] = await runInterleaved<readonly string[]>(
      [
        [ender, () => end(ending, user)],
        ...movers.map(({ mover, server }) => [mover, () => renewed(server, old)] as const),
      ],
      choose,
    );
    if (ended?.result.status !== "fulfilled") throw new Error("The session was not ended.");
    const endCookies = ended.result.value;
    // A server with the former strategy cannot end a record that a move creates in another store. Only
    // a move with a later store call sees the end.
    const isMovedFirst = on === "before" && moved.some(({ lastCall }) => lastCall < ended.lastCall);
    if (isMovedFirst && change.stores === "two stores") return;

    for (const { result } of moved) {
      if (result.status === "rejected") throw result.reason;
      const late = result.value;
      if (late.length > 0) expect(await statusIn(browserWith(endCookies, late))).not.toBe("active");
      if (late.length > 0 && isStored(change.to)) {
        expect(await statusIn(browserWith(late))).not.toBe("active");
      }
    }
    if (!isStored(change.to)) return;
    expect((await reader.read(old, { fresh: true })).status).not.toBe("active");
    expect(await renewed(reader, old)).toEqual([]);
    expect(await sessionsOf(reader).list(user.userId)).toHaveLength(remaining);
  };

  async function statusIn(browser: TestBrowser): Promise<string> {
    const request = browser.headers();
    const read = isStored(change.to) ? reader.read(request, { fresh: true }) : reader.read(request);
    return (await read).status;
  }
}

// sealed() has no store, like jwt(), so it is left out.
const moving = changes.filter(({ from, to }) => from !== "sealed" && to !== "sealed");

describe.each(moving.map((change) => [titleOf(change), change] as const))("%s", (_, change) => {
  test.each(endCasesOf(change).map((endCase) => [endCase.name, endCase] as const))(
    "%s wins over concurrent moves of the session, in every tried order of store calls",
    async (_, endCase) => {
      await everyOrder(2, raceOf(change, endCase, 1));
      await everyOrder(1, raceOf(change, endCase, 2));
    },
  );
});

test("the race tests try more than fifty orders of store calls, with one move and with two", async () => {
  const change: Change = { from: "database", to: "database", stores: "two stores" };
  const [signOut] = generalCases;
  if (signOut === undefined) throw new Error("The list of cases is empty.");
  expect(await everyOrder(2, raceOf(change, signOut, 1))).toBeGreaterThan(50);
  expect(await everyOrder(1, raceOf(change, signOut, 2))).toBeGreaterThan(50);
});
