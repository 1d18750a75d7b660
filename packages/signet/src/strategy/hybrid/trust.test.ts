import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { advance, data, linkTo, secret, withFakeClock } from "../../../fixtures/hybrid-servers.ts";
import {
  type ActionName,
  host,
  MAX_SESSIONS,
  type Simulation,
  simulation,
  type TrustingServer,
  trustingServer,
} from "../../../fixtures/hybrid-trust.ts";
import { createSignet } from "../../engine/create-signet.ts";
import { memoryStore } from "../../store/memory/index.ts";
import { testBrowser } from "../../testing/browser.ts";
import { hybrid } from "./index.ts";

withFakeClock();

const step = (name: ActionName) => fc.tuple(fc.constant(name), fc.nat(11), fc.nat(11));
const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: step("signIn") },
    { weight: 2, arbitrary: step("renew") },
    { weight: 2, arbitrary: step("revoke") },
    { weight: 1, arbitrary: step("revokeOthers") },
    { weight: 1, arbitrary: step("revokeAll") },
    { weight: 1, arbitrary: step("revokeEverything") },
    { weight: 2, arbitrary: step("loseEvents") },
    { weight: 1, arbitrary: step("setEpoch") },
    { weight: 1, arbitrary: step("addEngine") },
    { weight: 2, arbitrary: step("toggleFeed") },
    { weight: 3, arbitrary: step("advance") },
    { weight: 2, arbitrary: step("read") },
    { weight: 3, arbitrary: step("outage") },
  ),
  { minLength: 5, maxLength: 25 },
);

type Sequence = readonly (readonly [ActionName, number, number])[];

/** Server 0 signs a user in, and both servers read the session. */
const signedIn: Sequence = [
  ["signIn", 0, 0],
  ["read", 0, 0],
];
/** Server 0 reads a page that is a gap. */
const gap: Sequence = [
  ["loseEvents", 0, 0],
  ["advance", 1, 0],
  ["read", 0, 0],
];

/** Runs a sequence, then an outage of the feed and the store in which both servers read all tokens. */
async function run(sequence: Sequence): Promise<Simulation["counts"]> {
  vi.clearAllTimers();
  const { actions, counts } = simulation();
  for (const [name, at, other] of [...sequence, ["outage", 0, 0] as const]) {
    await actions[name](at, other);
  }
  return counts;
}

test.each<[string, Sequence]>([
  [
    "was revoked on this server before a gap in the feed",
    [...signedIn, ["revoke", 0, 0], ["advance", 1, 0], ...gap],
  ],
  [
    "was revoked on another server before a gap in the feed",
    [...signedIn, ["revoke", 1, 0], ["advance", 2, 0], ...gap],
  ],
  [
    "ended by revokeAll just before the outage, and the events were lost",
    [...signedIn, ["loseEvents", 0, 0], ["revokeAll", 0, 0]],
  ],
  [
    "ended by revokeAll, and the feed lost the events with its id",
    [...signedIn, ["loseEvents", 0, 0], ["revokeAll", 0, 0], ["advance", 1, 0]],
  ],
  [
    "ended by a new sign-in, and the feed lost the event",
    [...signedIn, ["loseEvents", 0, 0], ["signIn", 0, 0], ["advance", 1, 0]],
  ],
  [
    "ended by revokeEverything before the server read the feed",
    [
      ["toggleFeed", 0, 0],
      ["signIn", 0, 0],
      ["revokeEverything", 0, 0],
    ],
  ],
  [
    "was revoked before the server read the feed",
    [
      ["toggleFeed", 0, 0],
      ["signIn", 0, 0],
      ["revoke", 0, 0],
    ],
  ],
  [
    "was revoked before an engine with a longer tokenLifetime was added",
    [...signedIn, ["revoke", 0, 0], ["advance", 1, 0], ["toggleFeed", 0, 0], ["addEngine", 0, 0]],
  ],
  [
    "ended according to a store read of an older token",
    [
      ...signedIn,
      ["renew", 0, 0],
      ["toggleFeed", 0, 0],
      ["revoke", 1, 0],
      ["advance", 2, 0],
      ["read", 0, 0],
    ],
  ],
])("a token is not trusted in an outage when its session %s", async (_, sequence) => {
  expect((await run(sequence)).refused).toBeGreaterThan(0);
});

test("a token of a former epoch is not trusted in an outage, also when the same epoch returns", async () => {
  const epochs: Sequence = [
    ["setEpoch", 1, 0],
    ["advance", 1, 0],
    ["setEpoch", 0, 0],
    ["advance", 1, 0],
  ];
  expect((await run([...signedIn, ...epochs])).trusted).toBe(0);
  expect((await run(signedIn)).trusted).toBe(2);
});

test("a session that a server knows to have ended is never active there, after any sequence of events", async () => {
  const sum = { trusted: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const counts = await run(sequence);
      sum.trusted += counts.trusted;
      sum.refused += counts.refused;
    }),
    { numRuns: 400 },
  );
  expect(sum.trusted).toBeGreaterThan(50);
  expect(sum.refused).toBeGreaterThan(50);
});

describe("sessions that are trusted in an outage", () => {
  async function beginOutage({ link }: TrustingServer): Promise<void> {
    Object.assign(link.down, { feed: true, store: true });
    await advance(6_000);
  }
  const newServer = () => trustingServer(memoryStore(), { epoch: "first" });
  const input = { userId: "ada", data: { name: "Ada" } };
  const bearer = (credential: string) => ({ ...host, authorization: `Bearer ${credential}` });

  test("in an outage a server trusts the session that its revokeOthers kept, and not the ended ones", async () => {
    const server = newServer();
    const { signet } = server;
    const [kept, other] = [await signet.signIn(host, input), await signet.signIn(host, input)];
    server.link.down.feed = true;
    await signet.sessions.revokeOthers({ id: kept.session.id, userId: "ada" });
    await beginOutage(server);
    expect(await signet.read(bearer(kept.credential))).toMatchObject({ decidedBy: "token" });
    expect((await signet.read(bearer(other.credential))).status).toBe("unavailable");
  });

  test("in an outage a server trusts the sessions within the limit, once the feed has listed the ended one", async () => {
    const server = newServer();
    const { signet } = server;
    const signedIn = [];
    for (let more = 0; more <= MAX_SESSIONS; more++) {
      signedIn.push(await signet.signIn(host, input));
      await advance(1_000);
    }
    await signet.read(bearer(signedIn.at(-1)?.credential ?? ""));
    await beginOutage(server);
    const readings = await Promise.all(
      signedIn.map(({ credential }) => signet.read(bearer(credential))),
    );
    expect(readings.map(({ status }) => status)).toEqual(["unavailable", "active", "active"]);
  });

  test("in an outage a server trusts a session that has moved to its store, although the store did not have it before", async () => {
    const former = hybrid({ store: memoryStore() });
    const link = linkTo(memoryStore());
    const strategy = hybrid({ store: link.store, onOutage: "trust" });
    const before = createSignet({ strategy: former, secret, data });
    const after = createSignet({ strategy, accept: [former], secret, data });
    const browser = testBrowser();
    browser.receive((await before.signIn(browser.headers(), input)).setCookies);
    const reading = await after.read(browser.headers());
    browser.receive(await after.renew(browser.headers(), reading));
    Object.assign(link.down, { feed: true, store: true });
    await advance(6_000);
    expect(await after.read(browser.headers())).toMatchObject({ decidedBy: "token" });
  });
});
