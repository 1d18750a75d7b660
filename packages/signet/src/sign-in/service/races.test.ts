import { expect, test } from "vitest";
import { signInSite } from "../../../fixtures/sign-in-bench.ts";
import { memoryAccounts } from "../../accounts/memory/index.ts";
import { jwt } from "../../strategy/jwt.ts";

/** Accounts in memory whose operations each take a few turns of the event loop. */
function slowAccounts() {
  const accounts = memoryAccounts();
  const ids = new Set<string>();
  const { create, remove } = accounts.users;
  const pause = async () => {
    for (let turns = Math.random() * 4; turns > 0; turns--) await new Promise(setImmediate);
  };
  const users = {
    ...accounts.users,
    async find(id: string) {
      await pause();
      return accounts.users.find(id);
    },
    async findByEmail(email: string) {
      const found = await accounts.users.findByEmail(email);
      await pause();
      return found;
    },
    async create(user: Parameters<typeof create>[0]) {
      await pause();
      const made = await create(user);
      if (made !== "taken") ids.add(made.id);
      await pause();
      return made;
    },
    async remove(id: string) {
      await pause();
      ids.delete(id);
      return remove(id);
    },
  };
  const authenticators = {
    ...accounts.authenticators,
    async add(one: Parameters<typeof accounts.authenticators.add>[0]) {
      await pause();
      return accounts.authenticators.add(one);
    },
  };
  return { accounts: { ...accounts, users, authenticators }, ids };
}

test.each([
  ["an address that both sides verify", { email: "ada@example.com", verified: "true" }],
  ["an unverified address", { email: "ada@example.com", verified: "false" }],
  ["no address", {}],
])(
  "parallel first sign-ins of one identity with %s make one user with one way in",
  async (_name, profile) => {
    for (let round = 0; round < 20; round++) {
      const { accounts, ids } = slowAccounts();
      const site = signInSite({ accounts });
      const answers = await Promise.all(
        Array.from({ length: 4 }, () => site.browser().provider({ sub: "1", ...profile })),
      );
      const states = answers.map(({ body }) => body["status"]);
      expect(states).toContain("signed-in");
      expect(ids.size).toBe(1);
      const [id = ""] = ids;
      expect(await accounts.authenticators.list(id)).toHaveLength(1);
    }
  },
);

test.each([
  ["database()", {}],
  ["jwt()", { strategy: jwt() }],
])(
  "under %s a secret that was verified just before the first proof of the address begins no session",
  async (_name, strategy) => {
    const accounts = memoryAccounts();
    const gate = { wait: Promise.resolve(), reached: () => {} };
    const users = {
      ...accounts.users,
      // The secret is verified before this call, and the session begins after it.
      async find(id: string) {
        gate.reached();
        await gate.wait;
        return accounts.users.find(id);
      },
    };
    const site = signInSite({ ...strategy, accounts: { ...accounts, users } });
    await site.addUser("ada@example.com", { verified: false, secret: "eve's" });
    let open = () => {};
    const reached = new Promise<void>((resolve) => {
      gate.reached = resolve;
    });
    gate.wait = new Promise((resolve) => {
      open = resolve;
    });
    const stranger = site.browser();
    const late = stranger.secret("ada@example.com", "eve's");
    await reached;
    site.clock.advance(1);
    const owner = site.browser();
    expect((await owner.mail("ada@example.com")).body).toMatchObject({ status: "signed-in" });
    open();
    expect((await late).body).toMatchObject({ status: "refused", reason: "expired" });
    expect(await stranger.session()).toBeNull();
    expect(await owner.session()).not.toBeNull();
  },
);

test("parallel sign-ups with one address by an identity and by a mail make one user", async () => {
  for (let round = 0; round < 20; round++) {
    const { accounts, ids } = slowAccounts();
    const site = signInSite({ accounts });
    const answers = await Promise.all([
      site.browser().provider({ sub: "1", email: "ada@example.com", verified: "true" }),
      site.browser().mail("ada@example.com"),
      site.browser().provider({ sub: "2", email: "ada@example.com", verified: "true" }),
    ]);
    expect(answers.map(({ body }) => body["status"])).toEqual(Array(3).fill("signed-in"));
    expect(ids.size).toBe(1);
  }
});
