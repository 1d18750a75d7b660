import { expect, test } from "vitest";
import { memoryStore } from "../store/memory/index.ts";
import { database } from "../strategy/database.ts";
import { jwt } from "../strategy/jwt.ts";
import { testClock } from "../testing/clock.ts";
import { createSignet } from "./create-signet.ts";

const secret = "a-secret-for-session-tests-0123456789-ab";
const LOCAL = { host: "localhost:3000" };

function setting() {
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

test("a user's live sessions are listed newest first, and nobody else's", async () => {
  const { signet, signIn, clock } = setting();
  const first = await signIn("ada");
  const second = await signIn("ada");
  await signIn("grace");
  expect(await signet.sessions.list("ada")).toEqual([second.session, first.session]);
  clock.advance(7 * 86_400_000 - 2_000);
  expect(await signet.sessions.list("ada")).toEqual([second.session]);
  expect(await signet.sessions.list("nobody")).toEqual([]);
});

test("a revoked session is refused at once", async () => {
  const { signet, signIn, status } = setting();
  const { session, credential } = await signIn("ada");
  expect(await signet.sessions.revoke(session.id)).toBe(true);
  expect(await status(credential)).toBe("rejected");
  expect(await signet.sessions.revoke(session.id)).toBe(false);
});

test("nobody ends another's session by its id", async () => {
  const { signet, signIn, status } = setting();
  const { session, credential } = await signIn("ada");
  expect(await signet.sessions.revoke(session.id, { ownedBy: "grace" })).toBe(false);
  expect(await status(credential)).toBe("active");
  expect(await signet.sessions.revoke(session.id, { ownedBy: "ada" })).toBe(true);
  expect(await status(credential)).toBe("rejected");
});

test.each(["", "x", "../../etc/passwd", "__proto__", "a".repeat(10_000)])(
  "revoking the id %# that never was ends nothing",
  async (id) => {
    const { signet } = setting();
    expect(await signet.sessions.revoke(id)).toBe(false);
    expect(await signet.sessions.revoke(id, { ownedBy: "ada" })).toBe(false);
  },
);

test("ids that can be none never reach the store", async () => {
  const asked: unknown[] = [];
  const inner = memoryStore();
  const store = new Proxy(inner, {
    get(target, name) {
      asked.push(name);
      return Reflect.get(target, name);
    },
  });
  const { sessions } = createSignet({ strategy: database({ store }), secret });
  asked.length = 0;
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
  expect(asked).toEqual([]);
});

test("ending the others keeps this one, ending all keeps none", async () => {
  const { signet, signIn, status } = setting();
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

test("under jwt() the sessions answer with the sentence that the compiler prints", () => {
  const signet = createSignet({ strategy: jwt(), secret });
  expect(() => signet.sessions).toThrow(
    "jwt() keeps no server state: use hybrid({ store }) to list or revoke sessions.",
  );
  expect(() => signet.sessions).toThrow(expect.objectContaining({ code: "not-supported" }));
});
