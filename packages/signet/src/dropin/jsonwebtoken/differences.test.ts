/** Tests the differences from jsonwebtoken that docs/jsonwebtoken.md lists. */
import { createHmac, createSecretKey, generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { forge, JWT, type Pair, p256, pemOf, rsa, secret, theirs } from "./comparison.test-d.ts";
import ours from "./index.ts";
import type { PublicKey } from "./keys.ts";
import type { VerifyOptions } from "./types.ts";

const claims = { sub: "1" };
const ed25519: Pair = generateKeyPairSync("ed25519");
const good = forge(JWT, claims);

function forgedWith(text: string | Uint8Array): string {
  const input = good.slice(0, good.lastIndexOf("."));
  return `${input}.${createHmac("sha256", text).update(input).digest("base64url")}`;
}

function refusal(token: string, key: PublicKey | null | undefined, options?: object): string {
  try {
    ours.verify(token, key, options as { complete: false });
    return "accepted";
  } catch (error) {
    expect(error).toBeInstanceOf(ours.JsonWebTokenError);
    return String(error);
  }
}

const SYMMETRIC = "secretOrPublicKey must be a symmetric key when using HS256";
const der = (pair: Pair) => pair.publicKey.export({ format: "der", type: "spki" });
const pem = pemOf(rsa.publicKey);
const jwk = JSON.stringify(rsa.publicKey.export({ format: "jwk" }));
const okp = JSON.stringify(ed25519.publicKey.export({ format: "jwk" }), null, 2);
const texts: readonly string[] = [
  ...[" ", "\t", "\0", "\u200b", "// our key: ", '{"key":"'].map((before) => before + pem),
  ...[pem.replaceAll("\n", " "), `${pem}`.slice(0, -40)],
  ` ${String(rsa.publicKey.export({ format: "pem", type: "pkcs1" }))}`,
  ` ${pemOf(p256.publicKey)}`,
  ` -----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----`,
  ...[jwk, okp, ` \u200b${jwk}`, `{"keys":[${jwk}]}`, `[${jwk}]`, JSON.stringify(jwk)],
  `{"keys":[{"kty":"oct","k":"AA"},${okp}]}`,
  ...[rsa, p256, ed25519].flatMap((pair) => [
    ...(["base64", "base64url", "hex"] as const).map((encoding) => der(pair).toString(encoding)),
    Buffer.from(pemOf(pair.publicKey)).toString("base64"),
  ]),
  der(rsa).toString("base64").replace(/.{64}/g, "$&\n"),
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB ada@example.com",
];

test.each(texts)("a public key in any form is not accepted as a secret: %j", (text) => {
  for (const given of [text, Buffer.from(text), createSecretKey(Buffer.from(text))]) {
    for (const options of [{}, { algorithms: ["HS256"] }]) {
      expect(refusal(forgedWith(text), given, options)).toContain(SYMMETRIC);
    }
    expect(() => ours.sign(claims, given)).toThrow(
      new Error("secretOrPrivateKey must be a symmetric key when using HS256"),
    );
  }
});

test("a PEM with the two characters \\n for line breaks is a key", () => {
  const token = theirs.sign(claims, rsa.privateKey, { algorithm: "RS256" });
  for (const escaped of [pem.replaceAll("\n", "\\n"), pem.replaceAll("\n", "\\r\\n")]) {
    for (const given of [escaped, Buffer.from(escaped)]) {
      expect(ours.verify(token, given)).toEqual(ours.verify(token, pem));
      expect(refusal(forgedWith(escaped), given)).toContain("invalid algorithm");
      expect(refusal(forgedWith(escaped), given, { algorithms: ["HS256"] })).toContain(SYMMETRIC);
    }
  }
  const privatePem = pemOf(rsa.privateKey).replaceAll("\n", "\\n");
  expect(ours.sign(claims, privatePem, { algorithm: "RS256" })).toBe(token);
});

test("a public key in DER is not accepted as a secret", () => {
  const pkcs1 = rsa.publicKey.export({ format: "der", type: "pkcs1" });
  for (const bytes of [der(rsa), der(p256), der(ed25519), pkcs1]) {
    expect(refusal(forgedWith(bytes), bytes)).toContain(SYMMETRIC);
    expect(refusal(forgedWith(bytes), createSecretKey(bytes))).toContain(SYMMETRIC);
  }
});

/** OpenSSL made the certificate for these tests, and its key signed the token. */
const certificate = [
  "MIIBgjCCASmgAwIBAgIUEbLgECpAlt4DC81cIdpi6RmYCUswCgYIKoZIzj0EAwIwFjEUMBIGA1UEAwwLc2lnbmV0",
  "LXRlc3QwIBcNMjYxMTIzMTQ1MzUwWhgPMjEyNjEwMzAxNDUzNTBaMBYxFDASBgNVBAMMC3NpZ25ldC10ZXN0MFkw",
  "EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAERmafB0E5RS7ogeNSY0v6bvoC21SCBpPT1yaVxoOay3ZRMhitRR6/ISMq",
  "xJuiA9vgh5oXMwQEJYZbvuETCiWzFKNTMFEwHQYDVR0OBBYEFKvxqxCitGZXv708dwfDNHGbg+F0MB8GA1UdIwQY",
  "MBaAFKvxqxCitGZXv708dwfDNHGbg+F0MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDRwAwRAIgGR90hJeE",
  "41pDiRgEQA8SpjjfElZww+hfsGDy5kl1p24CIFp9sqq7addXcCmx4NFAux0ZTCd9vRqMeQUJt59TZFkl",
].join("");
const certified = [
  "eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIn0.5J0ZohMCmHSOOgSREC2Has_MA-",
  "JX4KMwlPTJvM9jJ-OrzSgGCzM1Wkvf_yx5DOplqWVqFxO7oY0BzW6UBe7jIA",
].join("");

test("a certificate verifies a token of its key, and is not accepted as a secret in another form", () => {
  const lines = certificate.replace(/.{64}/g, "$&\n");
  const cert = `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
  for (const library of [theirs, ours]) expect(library.verify(certified, cert)).toEqual(claims);
  const bytes = Buffer.from(certificate, "base64");
  for (const form of [certificate, bytes, ` ${cert}`]) {
    expect(refusal(forgedWith(form), form)).toContain(SYMMETRIC);
  }
});

test("a public key never verifies HMAC, for any allowed algorithms", () => {
  const pkcs1 = String(rsa.publicKey.export({ format: "pem", type: "pkcs1" }));
  for (const text of [pem, pkcs1, pemOf(p256.publicKey), pemOf(ed25519.publicKey), `\n${pem}`]) {
    expect(refusal(forgedWith(text), text)).toContain("invalid algorithm");
    expect(refusal(forgedWith(text), text, { algorithms: ["HS256", "RS256"] })).toContain(
      SYMMETRIC,
    );
  }
});

test("sign refuses a public key as a secret, though jsonwebtoken accepts one", () => {
  expect(() => ours.sign(claims, pem)).toThrow("must be a symmetric key when using HS256");
});

const secretsLikeKeys = [
  ...["x", "MIIB", "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A", "30820122", "kty", '{"a":1}', "[1]"],
  ...['{"kty":"oct","k":"c2VjcmV0"}', "BEGIN PUBLIC KEY", "ssh", "0\u0001x", "0\u0002\u0001\u0001"],
];

test.each(secretsLikeKeys)("a secret that resembles a key is accepted: %j", (text) => {
  expect(ours.verify(forgedWith(text), text)).toEqual(claims);
  expect(theirs.verify(ours.sign(claims, text, { noTimestamp: true }), text)).toEqual(claims);
});

test("any bytes are accepted as a secret", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 80 }), (bytes) => {
      expect(ours.verify(forgedWith(bytes), Buffer.from(bytes))).toEqual(claims);
    }),
  );
});

test("an empty secret counts as no secret in every form", () => {
  const none = Buffer.alloc(0);
  for (const empty of [none, new Uint8Array(0), createSecretKey(none), ""]) {
    expect(() => ours.sign(claims, empty)).toThrow(
      new Error("secretOrPrivateKey must have a value"),
    );
    const reason = "JsonWebTokenError: secret or public key must be provided";
    expect(refusal(forgedWith(none), empty)).toBe(reason);
    const answers: unknown[] = [];
    ours.verify(
      forgedWith(none),
      (_, answer) => answer(null, empty),
      {},
      (error) => {
        answers.push(String(error));
      },
    );
    expect(answers).toEqual([reason]);
  }
});

test("a missing secret does not turn off verification when algorithms contain none and another name", () => {
  const unsigned = ours.sign(claims, null, { algorithm: "none" });
  for (const key of [undefined, null, ""]) {
    const reason = "JsonWebTokenError: jwt signature is required";
    expect(refusal(unsigned, key, { algorithms: ["HS256", "none"] })).toBe(reason);
    expect(refusal(unsigned, key, { algorithms: "HS256,none" })).toBe(reason);
    const cut = good.slice(0, good.lastIndexOf(".") + 1);
    expect(refusal(cut, key, { algorithms: ["HS256"] })).toBe(reason);
    expect(ours.verify(unsigned, key, { algorithms: ["none"] })).toMatchObject(claims);
  }
});

test.each([...[["exp"], ["x-unknown"], ["b64"], [], ["sub", "x"]], ...["exp", null, {}]])(
  "a header with crit is refused: %j",
  (crit) => {
    expect(refusal(forge({ ...JWT, crit, exp: 1 }, claims), secret)).toContain("crit");
  },
);

test("b64: false is refused with crit and without", () => {
  expect(refusal(forge({ ...JWT, b64: false, crit: ["b64"] }, claims), secret)).toContain("b64");
  expect(refusal(forge({ ...JWT, b64: false }, claims), secret)).toContain("b64");
  expect(ours.verify(forge({ ...JWT, b64: true }, claims), secret)).toEqual(claims);
});

test("a refused header stays refused, and a cached header does not make another token valid", () => {
  for (const _ of [1, 2, 3]) {
    expect(refusal(forge({ ...JWT, crit: ["a"] }, claims), secret)).toContain("crit");
    expect(ours.verify(good, secret)).toEqual(claims);
    expect(refusal(forge(JWT, claims, "another"), secret)).toContain("invalid signature");
  }
});

test("a token with extra bits after the last byte of a part is refused", () => {
  const withExtraBits = (part: string) =>
    `${part.slice(0, -1)}${String.fromCharCode(part.charCodeAt(part.length - 1) + 1)}`;
  const [header = "", payload = ""] = forge(JWT, { a: 12 }).split(".");
  expect([header.length % 4, payload.length % 4]).toEqual([0, 3]);
  const [short = ""] = forge({ alg: "HS256", kid: "x" }, {}).split(".");
  expect(short.length % 4).not.toBe(0);
  for (const input of [
    `${header}.${withExtraBits(payload)}`,
    `${withExtraBits(short)}.${payload}`,
  ]) {
    const token = `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
    expect(theirs.verify(token, secret)).toEqual({ a: 12 });
    expect(refusal(token, secret)).toBe("JsonWebTokenError: invalid token");
  }
  const signed = ours.sign({}, p256.privateKey, { algorithm: "ES256" });
  expect(theirs.verify(withExtraBits(signed), p256.publicKey)).toHaveProperty("iat");
  expect(refusal(withExtraBits(signed), p256.publicKey)).toBe(
    "JsonWebTokenError: invalid signature",
  );
});

test("a token with typ JWT is refused when its payload is not an object", () => {
  for (const payload of ["[]", '[{"sub":"1"}]', "5", "true", '"text"', "null"]) {
    expect(refusal(forge(JWT, payload), secret)).toBe("JsonWebTokenError: invalid token");
    expect(refusal(forge(JWT, payload, "another"), secret)).toContain("invalid signature");
  }
});

const audienceOf = (aud: unknown, audience: unknown) =>
  refusal(forge(JWT, aud === undefined ? {} : { aud }), secret, { audience });

test("a pattern with /g or /y gives the same result each time", () => {
  for (const pattern of [/ab/g, /ab/y, /b/g]) {
    for (let time = 0; time < 1_000; time++) expect(audienceOf("ab", pattern)).toBe("accepted");
  }
});

test("a pattern matches text only, and never a missing audience or a nested list", () => {
  for (const aud of [undefined, null, 5, true, {}, [["undefined"]], [null]]) {
    expect(audienceOf(aud, /./)).toContain("jwt audience invalid. expected: /./");
    expect(audienceOf(aud, [/undef/, /5|true|object/])).toContain("jwt audience invalid");
  }
  expect(audienceOf(["x", "ab"], /^ab$/)).toBe("accepted");
});

test("a pattern is not tried on a text of more than 512 characters, because it could take too long", () => {
  const pattern = /^(a+)+$/;
  const tried = vi.spyOn(pattern, "test").mockReturnValue(true);
  expect(audienceOf("a".repeat(512), pattern)).toBe("accepted");
  expect(tried).toHaveBeenCalledOnce();
  for (const length of [513, 50_000]) {
    expect(audienceOf("a".repeat(length), pattern)).toContain("jwt audience invalid");
  }
  expect(tried).toHaveBeenCalledOnce();
});

test("an expected value of undefined does not match a missing claim", () => {
  expect(audienceOf(undefined, [undefined])).toContain("jwt audience invalid");
  expect(refusal(good, secret, { issuer: [undefined] })).toContain("jwt issuer invalid");
});

test("an issuer option that is neither text nor list refuses the token", () => {
  const options = { issuer: /evil/ as unknown as string };
  expect(refusal(forge(JWT, { iss: "x" }), secret, options)).toContain("jwt issuer invalid");
});

test("a clockTolerance that is text is refused, because it would accept expired tokens", () => {
  const expired = forge(JWT, { exp: 1_000_000_000 });
  expect(
    theirs.verify(expired, secret, { clockTolerance: "5" } as unknown as VerifyOptions),
  ).toEqual({ exp: 1_000_000_000 });
  expect(refusal(expired, secret, { clockTolerance: "5" })).toBe(
    "JsonWebTokenError: clockTolerance must be a number",
  );
});

test("maxAge is checked for a token with iat 0", () => {
  expect(refusal(forge(JWT, { iat: 0 }), secret, { maxAge: "1h" })).toContain("maxAge exceeded");
});

test("sign calls its callback once when several claims are set twice", () => {
  const answers: unknown[] = [];
  const options = { audience: "b", issuer: "b", subject: "b" };
  ours.sign({ aud: "a", iss: "a", sub: "a" }, secret, options, (...answer) => answers.push(answer));
  expect(answers).toEqual([
    [new Error('Bad "options.audience" option. The payload already has an "aud" property.')],
  ]);
});

test("verify calls its callback once when a lookup answers several times", () => {
  const callback = vi.fn();
  ours.verify(
    good,
    (_, answer) => [secret, secret, "x"].map((key) => answer(null, key)),
    {},
    callback,
  );
  expect(callback.mock.calls).toEqual([[null, claims]]);
});

test("an error that a callback throws reaches the caller, and the callback is not called again", async () => {
  const callback = vi.fn(() => {
    throw new RangeError("the user's own");
  });
  for (const token of [good, "x"]) {
    expect(() => ours.verify(token, secret, callback)).toThrow("the user's own");
  }
  expect(callback).toHaveBeenCalledTimes(2);
  const lookup = (_: unknown, answer: (error: Error | null, key?: string) => void) => {
    try {
      answer(null, secret);
    } catch (error) {
      answer(error as Error);
    }
  };
  ours.verify(good, lookup, {}, callback);
  expect(callback).toHaveBeenCalledTimes(3);
  expect(() => ours.sign(claims, "", callback)).toThrow("the user's own");
  // As in jsonwebtoken, this error is ignored, so that it does not end a server.
  ours.sign(claims, secret, callback);
  await new Promise((done) => setImmediate(done));
  expect(callback).toHaveBeenCalledTimes(5);
});

test.each([[""], [5], [true]])(
  "sign calls its callback for the payload %j, for which jsonwebtoken never does",
  async (payload) => {
    const sync = ours.sign(payload as string, secret);
    const answer = await new Promise((done) => {
      ours.sign(payload as string, secret, (error, token) => done(error ?? token));
    });
    expect(answer).toBe(sync);
    expect(sync).toBe(theirs.sign(payload as string, secret));
    const unsigned = await new Promise((done) => {
      ours.sign({}, null, { algorithm: "none", noTimestamp: true }, (_, token) => done(token));
    });
    expect(unsigned).toBe("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.e30.");
  },
);

test("arguments that make jsonwebtoken throw a TypeError get a clear message or a token", () => {
  const sign = ours.sign as (...args: unknown[]) => string;
  expect(() => sign({}, secret, { toString: 1 })).toThrow('"toString" is not allowed in "options"');
  expect(() => sign({}, secret, { algorithm: 5 })).toThrow('"algorithm" must be a valid string');
  expect(() => sign({}, secret, { header: { alg: 5 } })).toThrow(
    '"number" is not a valid algorithm',
  );
  for (const alg of ["HS256", "RS256", "foo"]) {
    expect(() => sign({}, null, { algorithm: "none", header: { alg } })).toThrow(/key|value|valid/);
  }
  const odd = { ...JSON.parse('{"__proto__":{"exp":1}}'), constructor: "x" };
  expect(JSON.stringify(ours.verify(sign(odd, secret, { noTimestamp: true }), secret))).toBe(
    JSON.stringify(odd),
  );
  expect(refusal(good, secret, { algorithms: new Set(["HS256"]) })).toContain("invalid algorithm");
});

test("sign and verify support EdDSA, which jsonwebtoken does not", () => {
  for (const [key, publicKey] of [
    [ed25519.privateKey, ed25519.publicKey] as const,
    [pemOf(ed25519.privateKey), pemOf(ed25519.publicKey)] as const,
  ]) {
    const token = ours.sign(claims, key, { algorithm: "EdDSA", noTimestamp: true });
    for (const options of [undefined, { algorithms: ["EdDSA"] } as const]) {
      expect(ours.verify(token, publicKey, options)).toEqual(claims);
    }
    expect(refusal(token, publicKey, { algorithms: ["RS256", "ES256"] })).toContain(
      "invalid algorithm",
    );
    expect(refusal(`${token.slice(0, -4)}AAAA`, publicKey)).toContain("invalid signature");
    expect(refusal(token, secret, { algorithms: ["EdDSA"] })).toContain(
      "must be an asymmetric key",
    );
  }
  const sign = (key: typeof rsa.privateKey | string) => ours.sign({}, key, { algorithm: "EdDSA" });
  expect(() => sign(secret)).toThrow("must be an asymmetric key when using EdDSA");
  expect(() => sign(rsa.privateKey)).toThrow('"alg" parameter for "rsa" key type must be one of');
});
