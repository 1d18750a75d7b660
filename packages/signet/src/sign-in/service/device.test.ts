import { expect, test } from "vitest";
import { signInSite } from "../../../fixtures/sign-in-bench.ts";
import { secretMethod } from "../../../fixtures/sign-in-methods.ts";
import { done } from "../contract/makers.ts";
import { type MethodParts, operation } from "../contract/operation.ts";

/** A method that says whether its browser is known to a user. */
const asking: MethodParts = {
  kind: "asking",
  role: "first",
  authenticator: null,
  takes: () => true,
  prepare: () => ({
    signIn: operation({
      access: "anyone",
      run: async ({ knownDevice }, { userId }) =>
        done({ value: { device: await knownDevice(String(userId)) } }),
    }),
  }),
};

test("R3: a browser is known to the users who have signed in with it, also after their sign-out", async () => {
  const site = signInSite({ methods: { secret: secretMethod(), asking } });
  const [ada, eve] = [await site.addUser("ada@example.com"), await site.addUser("eve@example.com")];
  const browser = site.browser();
  const deviceOf = async (userId: string, from = browser) =>
    Object((await from.send("POST sign-in/asking", { userId })).body["value"]).device;
  expect(await deviceOf(ada.id)).toBeNull();
  await browser.secret("ada@example.com");
  browser.jar.receive(await site.engine.signOut(new Headers(browser.jar.headers())));
  const device = await deviceOf(ada.id);
  expect(device).toMatch(/^[\w-]{36}$/);
  expect(await deviceOf(eve.id)).toBeNull();
  expect(await deviceOf(ada.id, site.browser())).toBeNull();
  await browser.secret("eve@example.com");
  expect([await deviceOf(ada.id), await deviceOf(eve.id)]).toEqual([device, device]);
});

test("R3: a browser knows the latest eight users, and a refused sign-in makes it known to none", async () => {
  const site = signInSite({ methods: { secret: secretMethod(), asking } });
  const browser = site.browser();
  const users = [];
  for (let count = 0; count < 9; count++) {
    users.push(await site.addUser(`${count}@example.com`));
    await browser.secret(`${count}@example.com`);
  }
  await site.addUser("last@example.com");
  await browser.secret("last@example.com", "wrong");
  const known = [];
  for (const { id } of users) {
    const { body } = await browser.send("POST sign-in/asking", { userId: id });
    known.push(Object(body["value"]).device !== null);
  }
  expect(known).toEqual([false, ...Array(8).fill(true)]);
});

test("R3: the cookie of a browser holds no id of a user in a readable form, and lives 400 days", async () => {
  const site = signInSite();
  const ada = await site.addUser("ada@example.com");
  const { headers } = await site.browser().secret("ada@example.com");
  const text = headers.getSetCookie().find((cookie) => cookie.includes("sign-in-device")) ?? "";
  expect(text).toMatch(/^signet-sign-in-device=eyJ.*; Max-Age=34560000; Path=\/; HttpOnly/);
  expect(text).not.toContain(ada.id);
});
