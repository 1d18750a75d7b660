import { expect, test } from "vitest";
import { z } from "zod";
import { signInSite } from "../../../fixtures/sign-in-bench.ts";
import { jwt } from "../../strategy/jwt.ts";

test("a proof of a known user begins a session that says how it was proved", async () => {
  const site = signInSite();
  const user = await site.addUser("ada@example.com");
  const browser = site.browser();
  const { status, body } = await browser.secret("ada@example.com");
  expect(status).toBe(200);
  expect(body).toMatchObject({ status: "signed-in", returnTo: "/", missingFactor: [] });
  expect(await browser.session()).toMatchObject({
    userId: user.id,
    proofs: [{ method: "secret", amr: ["pwd"], factors: 1, at: new Date(site.clock.now()) }],
  });
});

test("any method works under a strategy without a store", async () => {
  const site = signInSite({ strategy: jwt() });
  await site.addUser("ada@example.com");
  const browser = site.browser();
  await browser.secret("ada@example.com");
  expect(await browser.session()).not.toBeNull();
});

test("P9: a wrong secret and an unknown user get the same answer", async () => {
  const site = signInSite();
  await site.addUser("ada@example.com");
  const [wrong, unknown] = [
    await site.browser().secret("ada@example.com", "wrong"),
    await site.browser().secret("eve@example.com", "wrong"),
  ];
  expect(wrong.status).toBe(401);
  expect(unknown.text).toBe(wrong.text);
  expect([...unknown.headers]).toEqual([...wrong.headers]);
});

test("a new identity makes a user, whose address is verified only by a trusted provider that says so", async () => {
  const site = signInSite();
  const answers = [
    { sub: "1", email: "a@example.com", verified: "true" },
    { sub: "2", email: "b@example.com", verified: "false" },
    { sub: "3", email: "c@example.com", verified: "true", trusted: "false" },
  ];
  for (const answer of answers) {
    const { body } = await site.browser().provider(answer);
    expect(body).toMatchObject({ status: "signed-in" });
  }
  const users = await Promise.all(
    answers.map(({ email }) => site.accounts.users.findByEmail(email)),
  );
  expect(users.map((user) => user?.emailVerifiedAt !== null)).toEqual([true, false, false]);
});

test("O7: a known identity signs in its user, also when its address has changed", async () => {
  const site = signInSite();
  const [first, second] = [site.browser(), site.browser()];
  await first.provider({ sub: "1", email: "old@example.com", verified: "true" });
  await second.provider({ sub: "1", email: "new@example.com", verified: "true" });
  expect((await second.session())?.userId).toBe((await first.session())?.userId);
});

test("the tokens of a provider are kept with the identity, and each sign-in replaces them", async () => {
  const site = signInSite();
  const id = JSON.stringify(["https://provider.example", "1"]);
  const data = async () =>
    JSON.parse((await site.accounts.authenticators.find("identity", id))?.data ?? "null");
  await site.browser().provider({ sub: "1", email: "a@example.com", token: "sealed-1" });
  expect(await data()).toEqual({ email: "a@example.com", tokens: { access: "sealed-1" } });
  await site.browser().provider({ sub: "1", email: "a@example.com", token: "sealed-2" });
  expect(await data()).toEqual({ email: "a@example.com", tokens: { access: "sealed-2" } });
  await site.browser().provider({ sub: "1", email: "a@example.com" });
  expect(await data()).toEqual({ email: "a@example.com" });
});

test("a proved unknown address makes a verified user, and later signs in this user", async () => {
  const site = signInSite();
  const [first, second] = [site.browser(), site.browser()];
  await first.mail("ada@example.com");
  await second.mail("ada@example.com");
  const session = await second.session();
  expect(session?.userId).toBe((await first.session())?.userId);
  expect((await site.accounts.users.findByEmail("ada@example.com"))?.emailVerifiedAt).toBe(
    site.clock.now(),
  );
});

test("closed sign-up refuses unknown identities and addresses, and signs in known ones", async () => {
  const site = signInSite({ signUp: "closed" });
  await site.addUser("ada@example.com");
  const refused = { status: "refused", reason: "not-allowed" };
  const { body } = await site.browser().provider({ sub: "1", email: "x@example.com" });
  expect(body).toMatchObject(refused);
  expect((await site.browser().mail("x@example.com")).body).toMatchObject(refused);
  expect(await site.accounts.users.findByEmail("x@example.com")).toBeNull();
  expect((await site.browser().mail("ada@example.com")).body).toMatchObject({
    status: "signed-in",
  });
});

test("sessionData fills the session, and data that the schema refuses leaves no user behind", async () => {
  const data = z.object({ name: z.string() });
  const good = signInSite({ data, sessionData: ({ name }) => ({ name }) });
  const browser = good.browser();
  await good.addUser("ada@example.com");
  await browser.secret("ada@example.com");
  expect((await browser.session())?.data).toEqual({ name: "Ada" });

  const bad = signInSite({ data, sessionData: () => ({ nome: "Ada" }) });
  await expect(
    bad.browser().provider({ sub: "1", email: "ada@example.com", verified: "true" }),
  ).rejects.toThrow(/data schema.*name/);
  expect(await bad.accounts.users.findByEmail("ada@example.com")).toBeNull();
  const id = JSON.stringify(["https://provider.example", "1"]);
  expect(await bad.accounts.authenticators.find("identity", id)).toBeNull();
});

test("a user whom the application has removed can sign up again with the same identity", async () => {
  const site = signInSite();
  await site.browser().provider({ sub: "1", email: "ada@example.com", verified: "true" });
  const former = await site.accounts.users.findByEmail("ada@example.com");
  const id = JSON.stringify(["https://provider.example", "1"]);
  await site.accounts.users.remove(former?.id ?? "");
  await site.add(former?.id ?? "", "identity", id);
  const browser = site.browser();
  const { body } = await browser.provider({ sub: "1", email: "ada@example.com" });
  expect(body).toMatchObject({ status: "signed-in" });
  expect((await browser.session())?.userId).not.toBe(former?.id);
});

test("O16: the session of a provider's session is found by sid and ended alone", async () => {
  const site = signInSite();
  const [first, second] = [site.browser(), site.browser()];
  await first.provider({ sub: "1", email: "a@example.com", sid: "s-1" });
  await second.provider({ sub: "1", email: "a@example.com", sid: "s-2" });
  const server = site.browser();
  const { status, headers, text } = await server.send(
    "POST logout/provider",
    { sid: "s-1" },
    { headers: { origin: "https://provider.example", "sec-fetch-site": "cross-site" } },
  );
  expect([status, text, headers.get("cache-control")]).toEqual([200, "", "no-store"]);
  expect(await first.session()).toBeNull();
  expect(await second.session()).not.toBeNull();
  expect((await server.send("POST logout/provider", { sid: "s-9" })).status).toBe(400);
});

test("a name of a provider with characters that databases refuse does not fail the sign-in", async () => {
  const data = z.object({ name: z.string() });
  const browser = signInSite({ data, sessionData: ({ name }) => ({ name }) }).browser();
  await browser.provider({ sub: "odd", name: "A\u0000da \ud800" });
  expect((await browser.session())?.data).toEqual({ name: "A\ufffdda \ufffd" });
});
