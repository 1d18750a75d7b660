/** The classes of account pre-hijacking: Sudhodanan and Paverd, 2022. */
import { expect, test } from "vitest";
import { signInSite } from "../../../fixtures/sign-in-bench.ts";
import { jwt } from "../../strategy/jwt.ts";

const VERIFIED = { sub: "ada", email: "ada@example.com", verified: "true" };

/** A site where a stranger has signed up with the address of Ada, and is signed in. */
async function prepared() {
  const site = signInSite();
  const user = await site.addUser("ada@example.com", { verified: false, secret: "eve's" });
  const stranger = site.browser();
  await stranger.secret("ada@example.com", "eve's");
  return { site, user, stranger };
}

test("L1: an account with an unverified address gains no identity of a provider", async () => {
  const { site, user } = await prepared();
  const { status, body } = await site.browser().provider(VERIFIED);
  expect([status, body["reason"]]).toEqual([409, "link-needed"]);
  expect(await site.accounts.authenticators.list(user.id)).toHaveLength(1);
});

test("L1: an account with a verified address gains no identity whose provider has not verified it, or is not trusted", async () => {
  const site = signInSite();
  await site.addUser("ada@example.com");
  for (const less of [{ verified: "false" }, { trusted: "false" }]) {
    const { body } = await site.browser().provider({ ...VERIFIED, ...less });
    expect(body["reason"]).toBe("link-needed");
  }
});

test("L1: an address that both sides have verified joins the identity to the account", async () => {
  const site = signInSite();
  const user = await site.addUser("ada@example.com");
  const browser = site.browser();
  await browser.provider(VERIFIED);
  expect((await browser.session())?.userId).toBe(user.id);
  expect(site.events.map(({ type }) => type)).toEqual(["identity-linked", "signed-in"]);
});

test("L1, T5: an identity that joins an account with a second factor still needs the factor", async () => {
  const site = signInSite();
  const user = await site.addUser("ada@example.com");
  await site.add(user.id, "totp", user.id);
  const browser = site.browser();
  expect((await browser.provider(VERIFIED)).body).toMatchObject({ status: "second-factor" });
  expect(await browser.session()).toBeNull();
});

test("L2: the first proof of an address ends all sessions of the account", async () => {
  const { site, user, stranger } = await prepared();
  const owner = site.browser();
  await owner.mail("ada@example.com");
  expect(await stranger.session()).toBeNull();
  expect((await owner.session())?.userId).toBe(user.id);
});

test("L3: the first proof of an address drops passwords, identities, passkeys and factors that were set before", async () => {
  const { site, user } = await prepared();
  for (const kind of ["identity", "passkey", "totp", "recovery-code"])
    await site.add(user.id, kind);
  const owner = site.browser();
  const { body } = await owner.mail("ada@example.com");
  expect(body).toMatchObject({ status: "signed-in" });
  expect(await site.accounts.authenticators.list(user.id)).toEqual([]);
  expect((await site.browser().secret("ada@example.com", "eve's")).status).toBe(401);
  expect((await site.accounts.users.find(user.id))?.emailVerifiedAt).not.toBeNull();
});

test("L3: a sign-in that waited for a second factor before the first proof never completes", async () => {
  const { site, user } = await prepared();
  await site.add(user.id, "totp", user.id);
  const stranger = site.browser();
  await stranger.secret("ada@example.com", "eve's");
  await site.browser().mail("ada@example.com");
  const { body } = await stranger.send("POST sign-in/totp", { code: "111111", userId: user.id });
  expect(body).toMatchObject({ status: "refused" });
  expect(await stranger.session()).toBeNull();
});

test("L3: a later proof of the same address drops nothing", async () => {
  const site = signInSite();
  const user = await site.addUser("ada@example.com");
  await site.browser().mail("ada@example.com");
  expect(await site.accounts.authenticators.list(user.id)).toHaveLength(1);
});

test("L3: under jwt() the first proof drops the ways in, and only sessions without a store live on", async () => {
  const site = signInSite({ strategy: jwt() });
  const user = await site.addUser("ada@example.com", { verified: false });
  await site.browser().mail("ada@example.com");
  expect(await site.accounts.authenticators.list(user.id)).toEqual([]);
});

test("L5: an address of a provider that verifies nothing does not block its owner", async () => {
  const site = signInSite();
  const stranger = site.browser();
  await stranger.provider({ sub: "eve", email: "ada@example.com", verified: "false" });
  const owner = site.browser();
  await owner.mail("ada@example.com");
  expect(await owner.session()).not.toBeNull();
  expect(await stranger.session()).toBeNull();
  const again = await site.browser().provider({ sub: "eve", email: "ada@example.com" });
  expect(again.body).toMatchObject({ reason: "link-needed" });
});
