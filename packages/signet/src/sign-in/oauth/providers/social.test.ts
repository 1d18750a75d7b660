import { expect, test } from "vitest";
import { methodBench } from "../../../../fixtures/method-context.ts";
import { answerTo, beginAt, fakeProvider, whoOf } from "../../../../fixtures/provider-answers.ts";
import { discord, facebook, github, x } from "../index.ts";
import type { ProviderMethod } from "../method.ts";

const client = { clientId: "shop", clientSecret: "secret-of-the-shop" };

const token = () => ({ access_token: "access-1", token_type: "bearer", scope: "x" });

/** Signs in at a provider of plain OAuth. */
async function plain(
  make: (fetch: typeof globalThis.fetch) => ProviderMethod,
  answers: Record<string, object>,
) {
  const fake = fakeProvider(
    Object.fromEntries(Object.entries(answers).map(([url, answer]) => [url, () => answer])),
  );
  const bench = methodBench(make(fake.fetch));
  const begun = await beginAt(bench);
  return { begun, calls: fake.calls, outcome: await answerTo(bench, begun) };
}

const GITHUB = {
  "https://github.com/login/oauth/access_token": token(),
  "https://api.github.com/user": {
    login: "octocat",
    id: 583231,
    name: "The Octocat",
    email: null,
    avatar_url: "https://avatars.githubusercontent.com/u/583231?v=4",
  },
  "https://api.github.com/user/emails": [
    { email: "other@example.com", primary: false, verified: true, visibility: null },
    { email: "Octo@Example.com", primary: true, verified: true, visibility: "private" },
  ],
};

test("GitHub: the subject is the id, and the address is the primary one of the list", async () => {
  const { begun, calls, outcome } = await plain((fetch) => github({ ...client, fetch }), GITHUB);
  expect(begun.origin + begun.pathname).toBe("https://github.com/login/oauth/authorize");
  expect(begun.searchParams.get("scope")).toBe("read:user user:email");
  expect(begun.searchParams.get("code_challenge_method")).toBe("S256");
  expect(begun.searchParams.has("nonce")).toBe(false);
  expect(whoOf(outcome)).toEqual({
    issuer: "https://github.com/login/oauth",
    subject: "583231",
    profile: {
      email: "octo@example.com",
      emailVerified: true,
      trusted: true,
      name: "The Octocat",
      image: "https://avatars.githubusercontent.com/u/583231?v=4",
    },
  });
  expect(calls.map(({ method, url }) => `${method} ${url}`)).toEqual([
    "POST https://github.com/login/oauth/access_token",
    "GET https://api.github.com/user",
    "GET https://api.github.com/user/emails",
  ]);
  expect(calls[1]?.headers.get("authorization")).toBe("Bearer access-1");
});

test("GitHub: an unverified primary address, and a public address without the list, is not verified", async () => {
  const emails = [{ email: "octo@example.com", primary: true, verified: false }];
  const unverified = { ...GITHUB, "https://api.github.com/user/emails": emails };
  const { outcome } = await plain((fetch) => github({ ...client, fetch }), unverified);
  expect(whoOf(outcome).profile).toMatchObject({ emailVerified: false, trusted: false });

  const forbidden = Response.json({ message: "Resource not accessible" }, { status: 403 });
  const hidden = {
    ...GITHUB,
    "https://api.github.com/user": { id: 1, login: "o", email: "octo@example.com" },
    "https://api.github.com/user/emails": forbidden,
  };
  const second = await plain((fetch) => github({ ...client, fetch }), hidden);
  expect(whoOf(second.outcome).profile).toMatchObject({
    email: "octo@example.com",
    emailVerified: false,
    name: "o",
  });
});

test("O3: GitHub's own issuer in an answer is accepted, and another one is refused", async () => {
  const { fetch } = fakeProvider(
    Object.fromEntries(Object.entries(GITHUB).map(([url, answer]) => [url, () => answer])),
  );
  const bench = methodBench(github({ ...client, fetch }));
  const own = { iss: "https://github.com/login/oauth" };
  expect(await answerTo(bench, await beginAt(bench), own)).toMatchObject({ type: "proved" });
  const other = { iss: "https://github.com" };
  expect(await answerTo(bench, await beginAt(bench), other)).toMatchObject({
    reason: "provider-failed",
  });
});

test("GitHub: an error in the body of the token endpoint is a failure with its code", async () => {
  const answers = {
    "https://github.com/login/oauth/access_token": { error: "bad_verification_code" },
  };
  const { outcome } = await plain((fetch) => github({ ...client, fetch }), answers);
  expect(outcome).toMatchObject({
    type: "refused",
    reason: "provider-failed",
    detail: expect.stringContaining("(bad_verification_code)"),
  });
});

test("Discord: the address counts as verified by `verified`, and is not trusted by itself", async () => {
  const answers = {
    "https://discord.com/api/oauth2/token": token(),
    "https://discord.com/api/users/@me": {
      id: "80351110224678912",
      username: "nelly",
      global_name: "Nelly",
      avatar: "8342729096ea3675442027381ff50dfe",
      verified: true,
      email: "nelly@example.com",
    },
  };
  const { begun, outcome } = await plain((fetch) => discord({ ...client, fetch }), answers);
  expect(begun.searchParams.get("scope")).toBe("identify email");
  expect(whoOf(outcome)).toEqual({
    issuer: "https://discord.com",
    subject: "80351110224678912",
    profile: {
      email: "nelly@example.com",
      emailVerified: true,
      trusted: false,
      name: "Nelly",
      image:
        "https://cdn.discordapp.com/avatars/80351110224678912/8342729096ea3675442027381ff50dfe.png",
    },
  });
});

test("Facebook: an address is never verified, whatever the answer says", async () => {
  const answers = {
    "https://graph.facebook.com/oauth/access_token": { ...token(), expires_in: 5_183_944 },
    "https://graph.facebook.com/me?fields=id,name,email,picture": {
      id: "10221",
      name: "Ada",
      email: "ada@example.com",
      verified: true,
      email_verified: true,
      picture: { data: { url: "https://platform-lookaside.fbsbx.com/p.jpg" } },
    },
  };
  const { outcome } = await plain(
    (fetch) => facebook({ ...client, trustedDomains: "all", fetch }),
    answers,
  );
  expect(whoOf(outcome)).toMatchObject({
    subject: "10221",
    profile: {
      email: "ada@example.com",
      emailVerified: false,
      trusted: false,
      image: "https://platform-lookaside.fbsbx.com/p.jpg",
    },
  });
});

test("X: the client authenticates by Basic, and a confirmed address is verified", async () => {
  const user = "https://api.x.com/2/users/me?user.fields=confirmed_email,profile_image_url";
  const answers = {
    "https://api.x.com/2/oauth2/token": { ...token(), expires_in: 7_200 },
    [user]: { data: { id: "2244994945", name: "Dev", confirmed_email: "dev@example.com" } },
  };
  const { calls, outcome } = await plain((fetch) => x({ ...client, fetch }), answers);
  expect(calls[0]?.headers.get("authorization")).toBe(`Basic ${btoa("shop:secret-of-the-shop")}`);
  expect(calls[0]?.body.has("client_secret")).toBe(false);
  expect(whoOf(outcome)).toMatchObject({
    subject: "2244994945",
    profile: { email: "dev@example.com", emailVerified: true, trusted: false },
  });
  const without = { ...answers, [user]: { data: { id: "2", name: "Dev" } } };
  const second = await plain((fetch) => x({ ...client, fetch }), without);
  expect(whoOf(second.outcome).profile).toMatchObject({ email: null, emailVerified: false });
});
