import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { createServer, type RequestListener, type Server } from "node:http";
import { afterEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { keyRing } from "../node/key-ring.ts";
import { createSigner } from "../node/sign.ts";
import { createRemoteVerifier } from "./index.ts";

const first = generateKeyPairSync("ed25519").privateKey;
const second = generateKeyPairSync("ed25519").privateKey;
const servers: Server[] = [];

afterEach(() => {
  vi.useRealTimers();
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

async function issuer(answer: RequestListener): Promise<{ url: string; asked: () => number }> {
  let asked = 0;
  const server = createServer((request, response) => {
    asked++;
    answer(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return { url: `http://127.0.0.1:${port}/jwks.json`, asked: () => asked };
}

/** An issuer that publishes the keys that the list has at the time of the request. */
function publishing(keys: readonly unknown[]) {
  return issuer((_request, response) => response.end(JSON.stringify({ keys })));
}

function ringOf(privateKey: KeyObject, kid: string) {
  return keyRing({ algorithm: "EdDSA", privateKey, kid });
}

function tokenOf(privateKey: KeyObject, kid: string): string {
  return createSigner({ keys: ringOf(privateKey, kid), expiresIn: "1h" })({ sub: "ada" });
}

function jwkOf(privateKey: KeyObject, kid: string): unknown {
  return ringOf(privateKey, kid).jwks().keys[0];
}

test("a token of a published key is accepted, and the keys are fetched once", async () => {
  const { url, asked } = await publishing([jwkOf(first, "1"), jwkOf(second, "2")]);
  const verify = createRemoteVerifier({ url, algorithm: ["EdDSA", "RS256"] });
  const claims = await Promise.all([
    verify(tokenOf(first, "1")),
    verify(tokenOf(second, "2")),
    verify(tokenOf(first, "1")),
  ]);
  expect(claims.map(({ sub }) => sub)).toEqual(["ada", "ada", "ada"]);
  expect(asked()).toBe(1);
});

test("an unusable key of a set does not affect the other keys", async () => {
  const strays = [null, "x", 7, [], {}, { kty: 1 }, { kty: "new-in-2030" }, { kty: "OKP" }];
  const { url } = await publishing([...strays, jwkOf(first, "1")]);
  const verify = createRemoteVerifier({ url, algorithm: "EdDSA" });
  expect((await verify(tokenOf(first, "1"))).sub).toBe("ada");
  await expect(verify(tokenOf(first, "2"))).rejects.toMatchObject({ code: "key-unknown" });
});

test("an unusable key is ignored, and a set of unusable keys is no outage", async () => {
  const good = Object(jwkOf(first, "1"));
  const { kid: _kid, ...nameless } = good;
  const sign = createSigner({ algorithm: "EdDSA", privateKey: first, expiresIn: "1h" });
  const short = generateKeyPairSync("rsa", { modulusLength: 1_024 }).publicKey;
  const damaged = { ...good, x: "AAAA" };
  for (const keys of [
    [damaged, good],
    [short.export({ format: "jwk" }), nameless],
    [{ ...nameless, key_ops: ["sign"] }, nameless],
    [{ ...nameless, use: "enc" }, nameless],
  ]) {
    const { url } = await publishing(keys);
    const verify = createRemoteVerifier({ url, algorithm: ["EdDSA", "RS256"] });
    expect((await verify(sign({ sub: "ada" }))).sub).toBe("ada");
  }
  const { url } = await publishing([damaged]);
  const verify = createRemoteVerifier({ url, algorithm: "EdDSA" });
  await expect(verify(tokenOf(first, "1"))).rejects.toMatchObject({ code: "key-unknown" });
});

test("a remote verifier checks claims like createVerifier, also with a schema", async () => {
  const { url } = await publishing([jwkOf(first, "1")]);
  const verify = createRemoteVerifier({
    url,
    algorithm: "EdDSA",
    schema: z.object({ sub: z.string() }),
  });
  expect(await verify(tokenOf(first, "1"))).toEqual({ sub: "ada" });
  const strict = createRemoteVerifier({ url, algorithm: "EdDSA", audience: "shop" });
  await expect(strict(tokenOf(first, "1"))).rejects.toMatchObject({
    code: "token-claim",
    claim: "aud",
  });
  await expect(verify(tokenOf(second, "1"))).rejects.toMatchObject({ code: "token-bad-signature" });
});

test("many tokens with an unknown key cause at most one request to the issuer per cooldown", async () => {
  const { url, asked } = await publishing([jwkOf(first, "1")]);
  const verify = createRemoteVerifier({ url, algorithm: "EdDSA" });
  await verify(tokenOf(first, "1"));
  const forged = tokenOf(second, "unknown");
  const flood = await Promise.allSettled(Array.from({ length: 200 }, () => verify(forged)));
  for (const one of flood) {
    expect(one).toMatchObject({ status: "rejected", reason: { code: "key-unknown" } });
  }
  expect(asked()).toBe(1);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 31_000 });
  await Promise.allSettled(Array.from({ length: 200 }, () => verify(forged)));
  expect(asked()).toBe(2);
});

test("a new key is found after the cooldown", async () => {
  const published = [jwkOf(first, "1")];
  const { url } = await publishing(published);
  const verify = createRemoteVerifier({ url, algorithm: "EdDSA", cooldown: "2s" });
  await verify(tokenOf(first, "1"));
  published.push(jwkOf(second, "2"));
  await expect(verify(tokenOf(second, "2"))).rejects.toMatchObject({ code: "key-unknown" });
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 2_001 });
  expect(await verify(tokenOf(second, "2"))).toMatchObject({ sub: "ada" });
});

test("a token that cannot be valid causes no request to the issuer", async () => {
  const { url, asked } = await publishing([jwkOf(first, "1")]);
  const verify = createRemoteVerifier({ url, algorithm: "EdDSA" });
  const symmetric = createSigner({
    algorithm: "HS256",
    secret: "0123456789abcdef0123456789abcdef",
    expiresIn: 60,
  })({});
  const other = createSigner({ keys: ringOf(first, "1"), expiresIn: 60, typ: "at+jwt" })({});
  for (const token of ["", "a.b.c", symmetric, other, "x".repeat(20_000)]) {
    await expect(verify(token)).rejects.toMatchObject({ code: "token-malformed" });
  }
  expect(asked()).toBe(0);
});

test.each([
  ["an error", (): RequestListener => (_, response) => response.writeHead(500).end()],
  ["no JSON", (): RequestListener => (_, response) => response.end("<html>")],
  ["no key set", (): RequestListener => (_, response) => response.end('{"keys":1}')],
  [
    "a redirect",
    (): RequestListener => (_, response) =>
      response.writeHead(302, { location: "http://127.0.0.1:1/" }).end(),
  ],
  ["silence", (): RequestListener => () => {}],
])(
  "an issuer that responds with %s makes verification throw KeysUnavailableError",
  async (_name, answer) => {
    const { url, asked } = await issuer(answer());
    const verify = createRemoteVerifier({ url, algorithm: "EdDSA", timeout: "1s" });
    await expect(verify(tokenOf(first, "1"))).rejects.toMatchObject({
      name: "KeysUnavailableError",
      code: "keys-unavailable",
    });
    await expect(verify(tokenOf(first, "1"))).rejects.toMatchObject({ code: "keys-unavailable" });
    expect(asked()).toBeLessThanOrEqual(2);
  },
);

test("a token is accepted again after the issuer recovers, without a restart", async () => {
  let up = false;
  const keys = [jwkOf(first, "1")];
  const { url, asked } = await issuer((_request, response) => {
    response.statusCode = up ? 200 : 503;
    response.end(JSON.stringify({ keys }));
  });
  const verify = createRemoteVerifier({ url, algorithm: "EdDSA" });
  for (let tries = 0; tries < 20; tries++) {
    await expect(verify(tokenOf(first, "1"))).rejects.toMatchObject({ code: "keys-unavailable" });
  }
  expect(asked()).toBe(1);
  up = true;
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 1_001 });
  expect(await verify(tokenOf(first, "1"))).toMatchObject({ sub: "ada" });
});

test("a private key in the set is never used, and no key is chosen of two with one kid", async () => {
  const leaked = { ...first.export({ format: "jwk" }), kid: "1", alg: "EdDSA" };
  const careless = await publishing([leaked]);
  await expect(
    createRemoteVerifier({ url: careless.url, algorithm: "EdDSA" })(tokenOf(first, "1")),
  ).rejects.toThrow();
  const twice = await publishing([jwkOf(first, "1"), jwkOf(second, "1")]);
  await expect(
    createRemoteVerifier({ url: twice.url, algorithm: "EdDSA" })(tokenOf(first, "1")),
  ).rejects.toMatchObject({ code: "key-unknown" });
});

test("a small RSA key in a key set is refused", async () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
  const { url } = await publishing([{ ...publicKey.export({ format: "jwk" }), kid: "1" }]);
  const input = [{ alg: "RS256", typ: "JWT", kid: "1" }, { exp: 4e9 }]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  const { sign } = await import("node:crypto");
  const token = `${input}.${sign("sha256", Buffer.from(input), privateKey).toString("base64url")}`;
  await expect(createRemoteVerifier({ url, algorithm: "RS256" })(token)).rejects.toMatchObject({
    name: expect.stringMatching(/KeyError|KeysUnavailable/),
  });
});

test.each([
  [{}, /url must be/],
  [{ url: "http://example.com/jwks" }, /url must be the https address/],
  [{ url: "ftp://localhost/jwks" }, /url must be/],
  [{ url: "https://example.com/jwks" }, /algorithm must be/],
  [{ url: "https://example.com/jwks", algorithm: "HS256" }, /algorithm must be/],
  [{ url: "https://example.com/jwks", algorithm: [] }, /algorithm must be/],
  [{ url: "https://example.com/jwks", algorithm: "RS256", timeout: 0 }, /timeout must be/],
  [{ url: "https://example.com/jwks", algorithm: "RS256", issuer: undefined }, /issuer is present/],
  [{ url: "https://example.com/jwks", algorithm: "RS256", agent: 1 }, /agent is not an option/],
])("the options %j of a remote verifier are refused", (options, sentence) => {
  // @ts-expect-error: options that only JavaScript can pass
  expect(() => createRemoteVerifier(options)).toThrow(sentence);
});
