import { expect, test } from "vitest";
import { memoryStore } from "../store/memory/index.ts";
import { database } from "../strategy/database.ts";
import { jwt } from "../strategy/jwt.ts";
import { testClock } from "../testing/clock.ts";
import { createSignet } from "./create-signet.ts";

const secret = "a-secret-for-session-tests-0123456789-ab";
const LOCAL = { host: "localhost:3000" };

function setUp() {
  const clock = testClock();
  const strategy = database({ store: memoryStore() });
  const signet = createSignet({ strategy, secret, now: () => clock.now() });
  const signIn = async (userId: string) => {
    clock.advance(1_000);
    return signet.signIn(LOCAL, { userId });
  };
  const status = async (credential: string) =>
    (await signet.read({ ...LOCAL, authorization: `Bearer ${credential}` })).status;
  return { signet, signIn, status, clock };
}

test("list returns a user's live sessions, newest first, and no session of another user", async () => {
  const { signet, signIn, clock } = setUp();
  const first = await signIn("ada");
  const second = await signIn("ada");
  await signIn("grace");
  expect(await signet.sessions.list("ada")).toEqual([second.session, first.session]);
  clock.advance(7 * 86_400_000 - 2_000);
  expect(await signet.sessions.list("ada")).toEqual([second.session]);
  expect(await signet.sessions.list("joan")).toEqual([]);
});

test("a revoked session is refused at once", async () => {
  const { signet, signIn, status } = setUp();
  const { session, credential } = await signIn("ada");
  expect(await signet.sessions.revoke(session.id)).toBe(true);
  expect(await status(credential)).toBe("rejected");
  expect(await signet.sessions.revoke(session.id)).toBe(false);
});

test("revoke with ownedBy ends no session of another user", async () => {
  const { signet, signIn, status } = setUp();
  const { session, credential } = await signIn("ada");
  expect(await signet.sessions.revoke(session.id, { ownedBy: "grace" })).toBe(false);
  expect(await status(credential)).toBe("active");
  expect(await signet.sessions.revoke(session.id, { ownedBy: "ada" })).toBe(true);
  expect(await status(credential)).toBe("rejected");
});

test.each(["", "x", "../../etc/passwd", "__proto__", "a".repeat(10_000)])(
  "revoking the unknown id %# ends no session",
  async (id) => {
    const { signet } = setUp();
    expect(await signet.sessions.revoke(id)).toBe(false);
    expect(await signet.sessions.revoke(id, { ownedBy: "ada" })).toBe(false);
  },
);

test("invalid ids never reach the store", async () => {
  const operations: unknown[] = [];
  const inner = memoryStore();
  const store = new Proxy(inner, {
    get(target, name) {
      operations.push(name);
      return Reflect.get(target, name);
    },
  });
  const { sessions } = createSignet({ strategy: database({ store }), secret });
  operations.length = 0;
  const invalid = { code: "invalid-input" };
  for (const id of [
    "a\u0000b",
    "\ud800".repeat(26),
    "x",
    undefined,
    null,
    7,
    {},
    ["a".repeat(26)],
  ]) {
    const given = id as string;
    expect(await sessions.revoke(given)).toBe(false);
    expect(await sessions.revoke(given, { ownedBy: "ada" })).toBe(false);
  }
  for (const id of ["a\u0000b", "\ud800", undefined, null, 7]) {
    const others = sessions.revokeOthers({ id: id as string, userId: "ada" });
    await expect(others).rejects.toMatchObject(invalid);
  }
  for (const userId of ["a\u0000b", "\ud800", "", undefined, null, 7]) {
    const user = userId as string;
    for (const attempt of [
      () => sessions.list(user),
      () => sessions.revokeAll(user),
      () => sessions.revokeOthers({ id: "a".repeat(26), userId: user }),
      () => sessions.revoke("a".repeat(26), { ownedBy: user }),
    ]) {
      await expect(attempt()).rejects.toMatchObject(invalid);
    }
  }
  expect(operations).toEqual([]);
});

test("revokeOthers keeps the given session, and revokeAll keeps none", async () => {
  const { signet, signIn, status } = setUp();
  const [one, two, three] = [await signIn("ada"), await signIn("ada"), await signIn("ada")];
  const grace = await signIn("grace");
  expect(await signet.sessions.revokeOthers(two.session)).toBe(2);
  expect(await status(one.credential)).toBe("rejected");
  expect(await status(two.credential)).toBe("active");
  expect(await status(three.credential)).toBe("rejected");
  expect(await signet.sessions.revokeAll("ada")).toBe(1);
  expect(await status(two.credential)).toBe("rejected");
  expect(await status(grace.credential)).toBe("active");
});

test("with jwt(), the sessions property throws the sentence that the compiler prints", () => {
  const signet = createSignet({ strategy: jwt(), secret });
  expect(() => signet.sessions).toThrow(
    "jwt() keeps no server state: use hybrid({ store }) to list or revoke sessions.",
  );
  expect(() => signet.sessions).toThrow(expect.objectContaining({ code: "not-supported" }));
});
