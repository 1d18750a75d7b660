import { expect, test } from "vitest";
import { type MethodBench, methodBench } from "../../../fixtures/method-context.ts";
import {
  addUser,
  GOOD,
  mailbox,
  provedUser,
  quickPassword,
} from "../../../fixtures/password-bench.ts";
import { memoryAccounts } from "../../accounts/memory/index.ts";
import { done, invalidField, refused, sent } from "../contract/makers.ts";
import { MOST_FAILURES } from "./failures.ts";
import { createHasher } from "./hash/hasher.ts";
import { formatRecord } from "./record.ts";

const EMAIL = "ada@example.com";
const NEW = "four blue whales sing";
const HOUR = 3_600_000;
const EXPIRED = refused("expired");
const hasher = createHasher({ memory: 16, iterations: 1, parallelism: 1 });

/** A bench with mail and a user, whose password is GOOD. */
async function withAda(verifiedAt: number | null = 1, accounts = memoryAccounts()) {
  const box = mailbox();
  const bench = methodBench(quickPassword({ send: box.send }), { accounts });
  const data = formatRecord({ hash: await hasher.hash(GOOD), imported: false });
  return { ...box, bench, ada: await addUser(bench, EMAIL, data, verifiedAt) };
}

function addIdentity(bench: MethodBench, userId: string, kind = "identity"): Promise<boolean> {
  const one = { kind, id: `${kind} ${userId}`, userId, data: "{}", createdAt: 2 };
  return bench.accounts.authenticators.add(one);
}

async function kindsOf(bench: MethodBench, userId: string): Promise<string[]> {
  return (await bench.accounts.authenticators.list(userId)).map(({ kind }) => kind);
}

test("P8: the link of the mail sets a new password, ends all sessions and begins none", async () => {
  const { bench, ada, mails, token } = await withAda();
  expect(await bench.run("requestReset", { email: EMAIL })).toEqual(sent());
  expect(mails).toMatchObject([
    { to: EMAIL, kind: "reset", url: expect.stringContaining("/it/resetPage?token="), code: null },
  ]);
  expect(await bench.run("reset", { token: token(), password: NEW })).toEqual(
    done({ ends: { userId: ada, sessions: "all" } }),
  );
  expect(await bench.run("signIn", { email: EMAIL, password: GOOD })).toMatchObject({
    reason: "wrong-credentials",
  });
  expect(provedUser(await bench.run("signIn", { email: EMAIL, password: NEW }))).toBe(ada);
  expect(mails.at(-1)).toMatchObject({ to: EMAIL, kind: "password-changed", url: null });
});

test("P8: the link works once, also for concurrent requests", async () => {
  const { bench, token } = await withAda();
  await bench.run("requestReset", { email: EMAIL });
  const input = { token: token(), password: NEW };
  const all = await Promise.all([1, 2, 3].map(() => bench.run("reset", input)));
  expect(all.map(({ type }) => type).sort()).toEqual(["done", "refused", "refused"]);
  expect(await bench.run("reset", input)).toEqual(EXPIRED);
});

test("P8: the link works for one hour", async () => {
  const { bench, mails, token } = await withAda();
  const now = Date.now();
  await bench.run("requestReset", { email: EMAIL }, { now });
  expect(mails[0]?.expiresAt).toEqual(new Date(now + HOUR));
  const input = { token: token(), password: NEW };
  expect(await bench.run("reset", input, { now: now + HOUR })).toEqual(EXPIRED);
  expect((await bench.run("reset", input, { now: now + HOUR - 1 })).type).toBe("done");
});

test("P8: the store has a hash of the token and not the token", async () => {
  const { bench, ada, token } = await withAda();
  await bench.run("requestReset", { email: EMAIL });
  const stored = await bench.accounts.oneTime.list("password-reset", ada, Date.now());
  expect(stored).toHaveLength(1);
  expect(JSON.stringify(stored)).not.toContain(token());
});

test("P8: a reset keeps the second factor and the other ways to sign in", async () => {
  const { bench, ada, token } = await withAda();
  await addIdentity(bench, ada, "totp");
  await addIdentity(bench, ada, "passkey");
  await bench.run("requestReset", { email: EMAIL });
  await bench.run("reset", { token: token(), password: NEW });
  expect((await kindsOf(bench, ada)).sort()).toEqual(["passkey", "password", "totp"]);
});

test("P8: a password that is too weak does not use up the link", async () => {
  const { bench, token } = await withAda();
  await bench.run("requestReset", { email: EMAIL });
  for (const password of ["short", "passwordpassword", "ada@example.com 2026"]) {
    const outcome = await bench.run("reset", { token: token(), password });
    expect(outcome).toMatchObject({ reason: "weak-password", field: "password" });
  }
  expect((await bench.run("reset", { token: token(), password: NEW })).type).toBe("done");
});

test("E1: a scanner that opens the link of a reset does not use it up", async () => {
  const { bench, token } = await withAda();
  await bench.run("requestReset", { email: EMAIL });
  const page = await bench.run("resetPage", { token: token() });
  expect(page).toMatchObject({
    type: "page",
    page: {
      action: {
        url: "http://localhost:3000/api/auth/sign-in/it/reset",
        fields: { token: token(), returnTo: "/" },
        inputs: [{ name: "password", autocomplete: "new-password" }],
      },
    },
  });
  expect((await bench.run("reset", { token: token(), password: NEW })).type).toBe("done");
  expect(await bench.run("resetPage", { token: token() })).toEqual(EXPIRED);
});

test("the library's page shows again why a password was refused", async () => {
  const { bench, token } = await withAda();
  await bench.run("requestReset", { email: EMAIL });
  const page = await bench.run("resetPage", { token: token() });
  const { action = null } = page.type === "page" ? page.page : {};
  const outcome = await bench.run("reset", { ...action?.fields, password: "short" });
  expect(outcome).toMatchObject({
    type: "page",
    page: { text: "The password needs at least 15 characters.", action },
  });
});

test("E4: a link of a sign-up resets no password, and a link of a reset finishes no sign-up", async () => {
  const { bench, token } = await withAda();
  await bench.run("requestReset", { email: EMAIL });
  const reset = token();
  await bench.run("signUp", { email: "bob@example.com", password: GOOD });
  expect(await bench.run("reset", { token: token(), password: NEW })).toEqual(EXPIRED);
  expect(await bench.run("verify", { token: reset, password: GOOD })).toEqual(EXPIRED);
});

test("E5: the link dies when the user has another address", async () => {
  const { bench, ada, token } = await withAda();
  await bench.run("requestReset", { email: EMAIL });
  await bench.accounts.users.update(ada, { email: "ada@new.example" });
  expect(await bench.run("resetPage", { token: token() })).toEqual(EXPIRED);
  expect(await bench.run("reset", { token: token(), password: NEW })).toEqual(EXPIRED);
});

test("E5: the links of a user die with a reset, a change and the user", async () => {
  const { bench, ada, token } = await withAda();
  await bench.run("requestReset", { email: EMAIL });
  const first = token();
  await bench.run("requestReset", { email: EMAIL });
  await bench.run("reset", { token: token(), password: NEW });
  expect(await bench.run("reset", { token: first, password: GOOD })).toEqual(EXPIRED);
  await bench.run("requestReset", { email: EMAIL });
  await bench.accounts.users.remove(ada);
  expect(await bench.run("reset", { token: token(), password: GOOD })).toEqual(EXPIRED);
});

test("L4: a reset cancels a pending change of the address", async () => {
  const { bench, ada, token } = await withAda();
  const { oneTime } = bench.accounts;
  const now = Date.now();
  const pending = {
    id: "x",
    purpose: "email-change",
    group: ada,
    data: "{}",
    expiresAt: now + 1e6,
  };
  await oneTime.put(pending, now);
  await bench.run("requestReset", { email: EMAIL });
  await bench.run("reset", { token: token(), password: NEW });
  expect(await oneTime.find("x", now)).toBeNull();
});

test("L3: the first proof of an address by a reset ends all ways to sign in that were set before it", async () => {
  const { bench, ada, token } = await withAda(null);
  await addIdentity(bench, ada);
  await addIdentity(bench, ada, "totp");
  await bench.run("requestReset", { email: EMAIL });
  const outcome = await bench.run("reset", { token: token(), password: NEW });
  expect(outcome).toMatchObject({ ends: { userId: ada, sessions: "all" } });
  expect(await kindsOf(bench, ada)).toEqual(["password"]);
  expect(await bench.accounts.users.find(ada)).toMatchObject({
    emailVerifiedAt: expect.any(Number),
  });
});

test("a reset adds no password to a verified user who signs in in other ways", async () => {
  const { send, mails } = mailbox();
  const bench = methodBench(quickPassword({ send }));
  const passkey = await addUser(bench, EMAIL, null);
  await addIdentity(bench, passkey, "passkey");
  expect(await bench.run("requestReset", { email: EMAIL })).toEqual(sent());
  expect(mails).toEqual([]);
  await bench.run("signUp", { email: EMAIL, password: GOOD });
  expect(mails).toMatchObject([{ kind: "sign-up-attempt", url: null, expiresAt: null }]);
});

test("a user without any way to sign in gets a password by a reset", async () => {
  const { send, token } = mailbox();
  const bench = methodBench(quickPassword({ send }));
  const invited = await addUser(bench, EMAIL, null);
  await bench.run("requestReset", { email: EMAIL });
  await bench.run("reset", { token: token(), password: NEW });
  expect(provedUser(await bench.run("signIn", { email: EMAIL, password: NEW }))).toBe(invited);
});

test("R3: a reset enables a password that failures disabled", async () => {
  const { bench, token } = await withAda();
  const limiter = { consume: async () => ({ allowed: true }) as const, reset: async () => {} };
  for (let i = 0; i <= MOST_FAILURES; i += 1) {
    await bench.run("signIn", { email: EMAIL, password: "wrong" }, { limiter });
  }
  await bench.run("reset", { token: token(), password: NEW });
  provedUser(await bench.run("signIn", { email: EMAIL, password: NEW }, { limiter }));
});

test("R2: the mails of resets are limited for each address and each client, known or not", async () => {
  const { bench, mails } = await withAda();
  for (const email of [EMAIL, "nobody@example.com"]) {
    for (let i = 0; i < 6; i += 1) await bench.run("requestReset", { email });
    expect(await bench.run("requestReset", { email })).toEqual(
      refused("rate-limited", { retryAfter: 3_600 }),
    );
  }
  expect(mails).toHaveLength(6);
  const from = { address: "203.0.113.7" };
  for (let i = 0; i < 20; i += 1) {
    await bench.run("requestReset", { email: `user${i}@example.com` }, from);
  }
  expect(await bench.run("requestReset", { email: "other@example.com" }, from)).toMatchObject({
    reason: "rate-limited",
  });
});

test("R1: a stranger's requests do not keep the user from a reset, by another client or a known browser", async () => {
  const { bench, mails } = await withAda();
  const ask = (given: Parameters<MethodBench["run"]>[2]) =>
    bench.run("requestReset", { email: EMAIL }, given);
  for (let i = 0; i < 20; i += 1) await ask({ address: "203.0.113.7" });
  expect(await ask({ address: "203.0.113.8" })).toEqual(sent());
  for (let i = 0; i < 50; i += 1) await ask({ address: `198.51.100.${i}` });
  expect(mails).toHaveLength(30);
  expect(await ask({ address: "203.0.113.9" })).toMatchObject({ reason: "rate-limited" });
  const known = { address: "203.0.113.9", knownDevice: async () => "browser-1" };
  expect(await ask(known)).toEqual(sent());
});

test("without the option send no reset can be asked for", async () => {
  const bench = methodBench(quickPassword());
  expect(await bench.run("requestReset", { email: EMAIL })).toMatchObject({
    type: "refused",
    reason: "not-allowed",
  });
});

test("a mail that cannot be sent does not fail a request for a reset, and is reported", async () => {
  const send = () => Promise.reject(new Error("no mail server"));
  const bench = methodBench(quickPassword({ send }));
  const ada = await addUser(bench, EMAIL, null);
  expect(await bench.run("requestReset", { email: EMAIL })).toEqual(sent());
  await Promise.resolve();
  expect(bench.events).toEqual([
    { type: "password-reset-asked", userId: ada },
    { type: "failed", userId: ada, reason: "message-not-sent" },
  ]);
});

test.each([
  ["reset", { password: NEW }, "token"],
  ["reset", { token: "x" }, "password"],
  ["resetPage", {}, "token"],
  ["verify", {}, "token"],
  ["verifyPage", { token: 1 }, "token"],
  ["requestReset", { email: "no address" }, "email"],
])(
  "the operation %s refuses the input %j by the name of its member",
  async (name, input, field) => {
    const { bench } = await withAda();
    expect(await bench.run(name, input)).toEqual(invalidField(field));
  },
);

test("the link opens the application's own page when resetPath names one", async () => {
  const { send, mails } = mailbox();
  const bench = methodBench(quickPassword({ send, resetPath: "/new-password" }));
  await addUser(bench, EMAIL, null);
  await bench.run("requestReset", { email: EMAIL });
  expect(mails[0]?.url).toMatch(/^http:\/\/localhost:3000\/new-password\?token=[\w-]{43}$/);
});

test.each(["//evil.example/x", "https://evil.example", "new-password", "/x?y", "/\\evil.example"])(
  "resetPath %s, which is no path of the site, is refused",
  (resetPath) => {
    expect(() => quickPassword({ resetPath })).toThrow("must be a path of this site");
  },
);

test.each([
  ["a verified address", 1],
  ["an unverified address", null],
])(
  "P8: a sign-in that has verified the former password while it is reset does not write it back, with %s",
  async (_name, verifiedAt) => {
    const accounts = memoryAccounts();
    let beforeUpdate = async () => {};
    const authenticators: typeof accounts.authenticators = {
      ...accounts.authenticators,
      async update(...args) {
        const before = beforeUpdate;
        beforeUpdate = async () => {};
        await before();
        return accounts.authenticators.update(...args);
      },
    };
    const { bench, token } = await withAda(verifiedAt, { ...accounts, authenticators });
    await bench.run("requestReset", { email: EMAIL });
    beforeUpdate = async () => {
      const outcome = await bench.run("reset", { token: token(), password: NEW });
      expect(outcome.type).toBe("done");
    };
    const late = await bench.run("signIn", { email: EMAIL, password: GOOD });
    expect(late).toMatchObject({ reason: "wrong-credentials" });
    const again = await bench.run("signIn", { email: EMAIL, password: GOOD });
    expect(again).toMatchObject({ reason: "wrong-credentials" });
    expect((await bench.run("signIn", { email: EMAIL, password: NEW })).type).toBe("proved");
  },
);
