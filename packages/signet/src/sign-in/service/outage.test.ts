import { expect, test } from "vitest";
import { signInSite } from "../../../fixtures/sign-in-bench.ts";
import { memoryAccounts } from "../../accounts/memory/index.ts";

/** Accounts whose operation of a number fails, counted over all operations. */
function failingAccounts() {
  const accounts = memoryAccounts();
  const state = { left: Number.POSITIVE_INFINITY, calls: 0 };
  const failing = <Part extends object>(part: Part): Part =>
    new Proxy(part, {
      get(target, name, receiver) {
        const member: unknown = Reflect.get(target, name, receiver);
        if (typeof member !== "function") return member;
        return async (...args: unknown[]) => {
          state.calls += 1;
          if (state.left <= 0) throw new Error("connect ECONNREFUSED");
          state.left -= 1;
          return Reflect.apply(member, target, args);
        };
      },
    });
  const wrapped = {
    users: failing(accounts.users),
    authenticators: failing(accounts.authenticators),
    oneTime: failing(accounts.oneTime),
  };
  return { accounts: wrapped, state };
}

test("an outage of the account store at any step gives 503, no cookie and no session", async () => {
  const { accounts, state } = failingAccounts();
  const site = signInSite({ accounts });
  for (let allowed = 0; ; allowed++) {
    state.left = Number.POSITIVE_INFINITY;
    const browser = site.browser();
    const begun = await browser.begin();
    const before = browser.cookies();
    state.left = allowed;
    const answer = { sub: `${allowed}`, email: `${allowed}@example.com`, sid: "s" };
    const { status, headers, body } = await browser.send("GET callback/provider", {
      ...answer,
      state: begun,
    });
    if (status === 200) break;
    expect([allowed, status, body["error"]]).toEqual([allowed, 503, "Session store unavailable"]);
    expect(headers.getSetCookie()).toEqual([]);
    expect(headers.get("retry-after")).toBe("5");
    expect(browser.cookies()).toBe(before);
    expect(await browser.session()).toBeNull();
    // Whatever was written, the user gets in as soon as the store answers.
    state.left = Number.POSITIVE_INFINITY;
    expect((await browser.provider(answer)).body).toMatchObject({ status: "signed-in" });
    expect(allowed).toBeLessThan(50);
  }
});

test("an outage is never the answer that a user does not exist", async () => {
  const { accounts, state } = failingAccounts();
  const site = signInSite({ accounts });
  await site.addUser("ada@example.com");
  state.left = 0;
  expect((await site.browser().secret("ada@example.com")).status).toBe(503);
  expect((await site.browser().secret("eve@example.com")).status).toBe(503);
});
