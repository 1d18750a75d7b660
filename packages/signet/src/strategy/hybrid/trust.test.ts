import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { data, pass, secret, wayTo, withFakeClock } from "../../../fixtures/hybrid-servers.ts";
import {
  type ActName,
  host,
  MOST,
  type Trusting,
  trusting,
  type World,
  world,
} from "../../../fixtures/hybrid-trust.ts";
import { createSignet } from "../../engine/create-signet.ts";
import { memoryStore } from "../../store/memory/index.ts";
import { testBrowser } from "../../testing/browser.ts";
import { hybrid } from "./index.ts";

withFakeClock();

const step = (name: ActName) => fc.tuple(fc.constant(name), fc.nat(11), fc.nat(11));
const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: step("signIn") },
    { weight: 2, arbitrary: step("renew") },
    { weight: 2, arbitrary: step("revoke") },
    { weight: 1, arbitrary: step("revokeOthers") },
    { weight: 1, arbitrary: step("revokeAll") },
    { weight: 1, arbitrary: step("revokeEverything") },
    { weight: 2, arbitrary: step("lose") },
    { weight: 1, arbitrary: step("epoch") },
    { weight: 1, arbitrary: step("addEngine") },
    { weight: 2, arbitrary: step("cutFeed") },
    { weight: 3, arbitrary: step("pass") },
    { weight: 2, arbitrary: step("read") },
    { weight: 3, arbitrary: step("outage") },
  ),
  { minLength: 5, maxLength: 25 },
);

type Sequence = readonly (readonly [ActName, number, number])[];

/** Server 0 signs Ada in, and both servers have read her session. */
const signedIn: Sequence = [
  ["signIn", 0, 0],
  ["read", 0, 0],
];
/** Server 0 hears a page that is a gap. */
const gap: Sequence = [
  ["lose", 0, 0],
  ["pass", 1, 0],
  ["read", 0, 0],
];

async function play(sequence: Sequence): Promise<World["told"]> {
  vi.clearAllTimers();
  const { acts, told } = world();
  for (const [name, at, other] of [...sequence, ["outage", 0, 0] as const]) {
    await acts[name](at, other);
  }
  return told;
}

test.each<[string, Sequence]>([
  ["here, and then there was a gap", [...signedIn, ["revoke", 0, 0], ["pass", 1, 0], ...gap]],
  ["elsewhere, and then there was a gap", [...signedIn, ["revoke", 1, 0], ["pass", 2, 0], ...gap]],
  ["with a user's, and the gap swallowed it", [...signedIn, ["lose", 0, 0], ["revokeAll", 0, 0]]],
  [
    "with a user's, and the gap swallowed it before it was named",
    [...signedIn, ["lose", 0, 0], ["revokeAll", 0, 0], ["pass", 1, 0]],
  ],
  [
    "by signing in again, and the gap swallowed it",
    [...signedIn, ["lose", 0, 0], ["signIn", 0, 0], ["pass", 1, 0]],
  ],
  [
    "with everybody's, before anything was heard",
    [
      ["cutFeed", 0, 0],
      ["signIn", 0, 0],
      ["revokeEverything", 0, 0],
    ],
  ],
  [
    "before anything was heard",
    [
      ["cutFeed", 0, 0],
      ["signIn", 0, 0],
      ["revoke", 0, 0],
    ],
  ],
  [
    "and an engine with a longer tokenLifetime came afterwards",
    [...signedIn, ["revoke", 0, 0], ["pass", 1, 0], ["cutFeed", 0, 0], ["addEngine", 0, 0]],
  ],
  [
    "said the store, when an older token was read",
    [
      ...signedIn,
      ["renew", 0, 0],
      ["cutFeed", 0, 0],
      ["revoke", 1, 0],
      ["pass", 2, 0],
      ["read", 0, 0],
    ],
  ],
])("a session that ended %s is not trusted", async (_, sequence) => {
  expect((await play(sequence)).refused).toBeGreaterThan(0);
});

test("a token of an epoch that has passed is not trusted, also when the epoch comes back", async () => {
  const epochs: Sequence = [
    ["epoch", 1, 0],
    ["pass", 1, 0],
    ["epoch", 0, 0],
    ["pass", 1, 0],
  ];
  expect((await play([...signedIn, ...epochs])).active).toBe(0);
  expect((await play(signedIn)).active).toBe(2);
});

test("what a server has heard ended it trusts no more, whatever the store has lost since", async () => {
  const sum = { active: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const told = await play(sequence);
      sum.active += told.active;
      sum.refused += told.refused;
    }),
    { numRuns: 400 },
  );
  expect(sum.active).toBeGreaterThan(50);
  expect(sum.refused).toBeGreaterThan(50);
});

describe("what it does not know to have ended it trusts", () => {
  async function untilUnavailable({ way }: Trusting): Promise<void> {
    Object.assign(way.cut, { feed: true, store: true });
    await pass(6_000);
  }
  const begin = () => trusting(memoryStore(), { epoch: "first" });
  const input = { userId: "ada", data: { name: "Ada" } };
  const bearer = (credential: string) => ({ ...host, authorization: `Bearer ${credential}` });

  test("the session that it kept when it ended the user's others", async () => {
    const server = begin();
    const { signet } = server;
    const [kept, other] = [await signet.signIn(host, input), await signet.signIn(host, input)];
    server.way.cut.feed = true;
    await signet.sessions.revokeOthers({ id: kept.session.id, userId: "ada" });
    await untilUnavailable(server);
    expect(await signet.read(bearer(kept.credential))).toMatchObject({ decidedBy: "token" });
    expect((await signet.read(bearer(other.credential))).status).toBe("unavailable");
  });

  test("a user's sessions that a limit left, once the feed has named the one that it ended", async () => {
    const server = begin();
    const { signet } = server;
    const signedIn = [];
    for (let more = 0; more <= MOST; more++) {
      signedIn.push(await signet.signIn(host, input));
      await pass(1_000);
    }
    await signet.read(bearer(signedIn.at(-1)?.credential ?? ""));
    await untilUnavailable(server);
    const readings = await Promise.all(
      signedIn.map(({ credential }) => signet.read(bearer(credential))),
    );
    expect(readings.map(({ status }) => status)).toEqual(["unavailable", "active", "active"]);
  });

  test("a session that its store did not have, and that has moved there since", async () => {
    const former = hybrid({ store: memoryStore() });
    const way = wayTo(memoryStore());
    const strategy = hybrid({ store: way.store, onOutage: "trust" });
    const before = createSignet({ strategy: former, secret, data });
    const after = createSignet({ strategy, accept: [former], secret, data });
    const browser = testBrowser();
    browser.receive((await before.signIn(browser.headers(), input)).setCookies);
    const reading = await after.read(browser.headers());
    browser.receive(await after.renew(browser.headers(), reading));
    Object.assign(way.cut, { feed: true, store: true });
    await pass(6_000);
    expect(await after.read(browser.headers())).toMatchObject({ decidedBy: "token" });
  });
});
