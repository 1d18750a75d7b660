import fc from "fast-check";
import { generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from "jose";
import { beforeEach, expect, test } from "vitest";
import { methodBench } from "../../../fixtures/method-context.ts";
import {
  answerTo,
  beginAt,
  type FakeOpenId,
  fakeOpenId,
} from "../../../fixtures/provider-answers.ts";
import { refused } from "../contract/makers.ts";
import { oidc } from "./index.ts";

const ISSUER = "https://login.example";
let provider: FakeOpenId;

beforeEach(async () => {
  provider = await fakeOpenId(ISSUER);
});

function benchAt(fake: FakeOpenId = provider, options = {}) {
  const method = oidc({
    issuer: fake.issuer,
    clientId: "shop",
    clientSecret: "secret-of-the-shop",
    trustedDomains: "all",
    fetch: fake.fetch,
    ...options,
  });
  return methodBench(method);
}

const FAILED = { type: "refused", reason: "provider-failed" };

test("O5: an ID token with a right signature proves its user", async () => {
  expect(await provider.signIn(benchAt())).toMatchObject({
    type: "proved",
    proved: { who: { issuer: ISSUER, subject: "ada" } },
  });
});

test("O5: an ID token with a wrong signature is refused", async () => {
  const { privateKey } = await generateKeyPair("ES256");
  provider.makeIdToken = (claims) =>
    new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid: "1" }).sign(privateKey);
  expect(await provider.signIn(benchAt())).toMatchObject(FAILED);
  provider.makeIdToken = async (claims) => `${(await provider.sign(claims)).slice(0, -4)}AAAA`;
  expect(await provider.signIn(benchAt())).toMatchObject(FAILED);
});

test("O5: an ID token without signature, with the client secret as key, or with an algorithm that the provider does not offer is refused", async () => {
  const secret = new TextEncoder().encode("secret-of-the-shop".padEnd(32, "-"));
  const { privateKey } = await generateKeyPair("ES384");
  const makers: ((claims: JWTPayload) => Promise<string>)[] = [
    async (claims) => new UnsecuredJWT(claims).encode(),
    (claims) => new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(secret),
    (claims) => new SignJWT(claims).setProtectedHeader({ alg: "ES384", kid: "1" }).sign(privateKey),
  ];
  for (const offered of [["ES256"], ["ES256", "HS256", "none", "ES384"]]) {
    for (const make of makers) {
      const fake = await fakeOpenId(ISSUER, { id_token_signing_alg_values_supported: offered });
      fake.makeIdToken = make;
      expect(await fake.signIn(benchAt(fake))).toMatchObject(FAILED);
    }
  }
});

test.each([
  ["of another issuer", { iss: "https://evil.example" }],
  ["for another client", { aud: "another-shop" }],
  ["for several clients without azp", { aud: ["shop", "another-shop"] }],
  ["that another client asked for", { azp: "another-shop" }],
  ["that several clients share, and another one asked for", { aud: ["shop", "x"], azp: "x" }],
  ["that expired", { exp: Math.floor(Date.now() / 1_000) - 60 }],
  ["with another nonce", { nonce: "n".repeat(43) }],
  ["without nonce", { nonce: undefined }],
  ["without subject", { sub: undefined }],
  ["with a subject that is no text", { sub: 7 as never }],
  ["with an empty subject", { sub: "" }],
])("O5: an ID token %s is refused", async (_name, claims) => {
  provider.claims = claims;
  expect(await provider.signIn(benchAt())).toMatchObject(FAILED);
});

test("O5: an answer without ID token is refused, also without a nonce", async () => {
  provider.answers.set(`${ISSUER}/token`, () => ({ access_token: "a", token_type: "bearer" }));
  expect(await provider.signIn(benchAt())).toMatchObject(FAILED);
  expect(await provider.signIn(benchAt(provider, { nonce: false }))).toMatchObject(FAILED);
});

test("O5: a sign-in at the provider that is older than maxAge, or of unknown age, is refused", async () => {
  const now = Math.floor(Date.now() / 1_000);
  for (const claims of [{ auth_time: now - 7_200 }, {}]) {
    provider.claims = claims;
    expect(await provider.signIn(benchAt(provider, { maxAge: "1h" }))).toMatchObject(FAILED);
  }
  provider.claims = { auth_time: now - 600 };
  expect(await provider.signIn(benchAt(provider, { maxAge: "1h" }))).toMatchObject({
    proved: { at: (now - 600) * 1_000 },
  });
});

test("O5: a sign-in is one factor unless the provider is trusted to say otherwise, and does", async () => {
  provider.claims = { amr: ["pwd", "mfa"] };
  expect(await provider.signIn(benchAt())).toMatchObject({ proved: { factors: 1, amr: [] } });
  const trusting = { trustMfa: true };
  expect(await provider.signIn(benchAt(provider, trusting))).toMatchObject({
    proved: { factors: 2, amr: ["pwd", "mfa"] },
  });
  for (const claims of [{}, { amr: "mfa" }, { amr: ["pwd"] }, { acr: "mfa" }]) {
    provider.claims = claims;
    expect(await provider.signIn(benchAt(provider, trusting))).toMatchObject({
      proved: { factors: 1 },
    });
  }
});

test("O1: a nonce of another sign-in of the same browser is refused", async () => {
  const bench = benchAt();
  const [first, second] = [await beginAt(bench), await beginAt(bench)];
  provider.nonce = first.searchParams.get("nonce");
  expect(await answerTo(bench, second)).toMatchObject(FAILED);
});

test("O1: the code goes to the token endpoint with the verifier of its own request", async () => {
  const bench = benchAt();
  const begun = await beginAt(bench);
  provider.nonce = begun.searchParams.get("nonce");
  await answerTo(bench, begun);
  const call = provider.calls.find(({ url }) => url.endsWith("/token"));
  const hash = await crypto.subtle.digest(
    "SHA-256",
    new TextEncoder().encode(call?.body.get("code_verifier") ?? ""),
  );
  expect(Buffer.from(hash).toString("base64url")).toBe(begun.searchParams.get("code_challenge"));
  expect(call?.body.get("redirect_uri")).toBe("http://localhost:3000/api/auth/callback/it");
});

test("O1: a transaction of another provider does not serve, although the state is right", async () => {
  const evil = await fakeOpenId("https://evil.example");
  const [victim, attacker] = [benchAt(), benchAt(evil)];
  const begun = await beginAt(victim);
  // Even if the cookies of both methods had one key, the issuer in the transaction decides.
  for (const [key, data] of victim.transactions) attacker.transactions.set(key, data);
  expect(await answerTo(attacker, begun)).toEqual({
    ...refused("provider-failed"),
    detail: expect.stringContaining("(issuer-mismatch)"),
  });
  expect(evil.calls.filter(({ url }) => url.endsWith("/token"))).toEqual([]);
});

test("O3: an answer that names another issuer sends the code nowhere", async () => {
  expect(await provider.signIn(benchAt(), { iss: "https://evil.example" })).toMatchObject(FAILED);
  expect(provider.calls.filter(({ method }) => method === "POST")).toEqual([]);
});

test("O3: an error of another issuer is refused as well, and not read as the user's no", async () => {
  const answer = { code: null, error: "access_denied", iss: "https://evil.example" };
  expect(await provider.signIn(benchAt(), answer)).toMatchObject(FAILED);
});

test("O3: a promised issuer that is missing is refused", async () => {
  const fake = await fakeOpenId(ISSUER, { authorization_response_iss_parameter_supported: true });
  expect(await fake.signIn(benchAt(fake))).toMatchObject(FAILED);
  expect(await fake.signIn(benchAt(fake), { iss: ISSUER })).toMatchObject({ type: "proved" });
});

test("O4: metadata of another issuer is refused, also on hosts that openid-client exempts", async () => {
  for (const issuer of [ISSUER, "https://shop.b2clogin.com/shop/v2.0"]) {
    const fake = await fakeOpenId(issuer, { issuer: "https://evil.example" });
    expect(await benchAt(fake).run("signIn")).toEqual({
      ...refused("provider-failed"),
      detail: expect.stringContaining("(issuer-mismatch)"),
    });
  }
});

test("O6: userinfo of another subject is refused", async () => {
  provider.claims = {};
  provider.userinfo = { sub: "eve", email: "ada@example.com", email_verified: true };
  expect(await provider.signIn(benchAt())).toMatchObject(FAILED);
  provider.userinfo = { sub: "ada", email: "ada@example.com", email_verified: true };
  expect(await provider.signIn(benchAt())).toMatchObject({
    proved: { who: { subject: "ada", profile: { email: "ada@example.com", trusted: true } } },
  });
});

test("O6: userinfo changes no claim that the ID token has", async () => {
  provider.claims = { name: "Ada" };
  provider.userinfo = { sub: "ada", iss: "https://evil.example", name: "Eve", aud: "x" };
  expect(await provider.signIn(benchAt())).toMatchObject({
    proved: { who: { issuer: ISSUER, profile: { name: "Ada", email: null } } },
  });
});

test("O7: the identity is issuer and subject, and the address changes nothing", async () => {
  provider.claims = { email: "first@example.com" };
  const first = await provider.signIn(benchAt());
  provider.claims = { email: "second@example.com" };
  const second = await provider.signIn(benchAt());
  for (const outcome of [first, second]) {
    expect(outcome).toMatchObject({ proved: { who: { issuer: ISSUER, subject: "ada" } } });
  }
});

test.each([[undefined], [null], [false], ["false"], ["FALSE"], [0], [1], ["1"], ["yes"], [[true]]])(
  "O8: email_verified %j is not verified",
  async (value) => {
    provider.claims = { email: "ada@example.com", email_verified: value };
    expect(await provider.signIn(benchAt())).toMatchObject({
      proved: { who: { profile: { emailVerified: false, trusted: false } } },
    });
  },
);

test('O8: email_verified "true" is verified, as true is', async () => {
  for (const value of [true, "true"]) {
    provider.claims = { email: "ada@example.com", email_verified: value };
    expect(await provider.signIn(benchAt())).toMatchObject({
      proved: { who: { profile: { emailVerified: true, trusted: true } } },
    });
  }
});

test("O8: the verification of an ID token does not count for an address of userinfo", async () => {
  provider.claims = { email_verified: true };
  provider.userinfo = { sub: "ada", email: "ada@example.com" };
  expect(await provider.signIn(benchAt())).toMatchObject({
    proved: { who: { profile: { email: "ada@example.com", emailVerified: false } } },
  });
});

test("a trusted domain is compared as a whole", async () => {
  const trusting = { trustedDomains: ["Example.com"] };
  for (const [email, trusted] of [
    ["ada@example.com", true],
    ["ada@sub.example.com", false],
    ["ada@evil-example.com", false],
    ["ada@example.com.evil.org", false],
  ]) {
    provider.claims = { email, email_verified: true };
    expect(await provider.signIn(benchAt(provider, trusting))).toMatchObject({
      proved: { who: { profile: { email, emailVerified: true, trusted } } },
    });
  }
});

test("an address with a picture that is a script, and control characters in a name, are left out", async () => {
  provider.claims = { email: '"a@b"@example.com', name: "A\u0000d\na", picture: "javascript:1" };
  expect(await provider.signIn(benchAt())).toMatchObject({
    proved: { who: { profile: { email: null, name: "A d a", image: null } } },
  });
});

test("parameters that stand twice in an answer are refused", async () => {
  const bench = benchAt();
  const begun = await beginAt(bench);
  const state = begun.searchParams.get("state");
  const url = `http://localhost:3000/api/auth/callback/it?code=a&code=b&state=${state}`;
  expect(await bench.run("callback", {}, { url })).toMatchObject(FAILED);
});

test("an answer of any form is refused and never throws, and proves nothing", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(fc.constantFrom("code", "iss", "error", "response", "id_token"), fc.string()),
      async (parameters) => {
        const bench = benchAt();
        const { code = null, ...others } = parameters;
        const outcome = await answerTo(bench, await beginAt(bench), { code, ...others });
        expect(outcome.type).toBe("refused");
      },
    ),
    { numRuns: 50 },
  );
});

test("O8: no claims of an ID token make a profile that is trusted without being verified", async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), fc.jsonValue(), async (email, verified) => {
      provider.claims = { email, email_verified: verified };
      const outcome = await provider.signIn(benchAt());
      if (outcome.type !== "proved" || outcome.proved.who.kind !== "identity") return;
      const { profile } = outcome.proved.who;
      const isVerified = verified === true || verified === "true";
      expect(profile.emailVerified).toBe(isVerified && profile.email !== null);
      expect(profile.trusted && !profile.emailVerified).toBe(false);
    }),
    { numRuns: 50 },
  );
});

test("O2: without PKCE and nonce, an answer with a state that was not begun here is refused", async () => {
  const bench = benchAt(provider, { pkce: false, nonce: false });
  const begun = await beginAt(bench);
  for (const state of [null, "s".repeat(43)]) {
    expect(await answerTo(bench, begun, { state })).toEqual(refused("no-transaction"));
  }
  expect(await answerTo(bench, begun)).toMatchObject({ type: "proved" });
});
