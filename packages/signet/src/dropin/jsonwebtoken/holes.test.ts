/** What jsonwebtoken lets through or stumbles over, and we do not: docs/jsonwebtoken.md lists it. */
import { createHmac, createSecretKey, generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { forge, JWT, type Pair, p256, pemOf, rsa, secret, theirs } from "./both.test-d.ts";
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

test.each(texts)("a public key is no secret, however it is written: %j", (text) => {
  for (const given of [text, Buffer.from(text), createSecretKey(Buffer.from(text))]) {
    for (const options of [{}, { algorithms: ["HS256"] }]) {
      expect(refusal(forgedWith(text), given, options)).toContain(SYMMETRIC);
    }
    expect(() => ours.sign(claims, given)).toThrow(
      new Error("secretOrPrivateKey must be a symmetric key when using HS256"),
    );
  }
});

test("a PEM whose lines are the two characters \\n is the key that it holds", () => {
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

test("a public key in DER is no secret", () => {
  const pkcs1 = rsa.publicKey.export({ format: "der", type: "pkcs1" });
  for (const bytes of [der(rsa), der(p256), der(ed25519), pkcs1]) {
    expect(refusal(forgedWith(bytes), bytes)).toContain(SYMMETRIC);
    expect(refusal(forgedWith(bytes), createSecretKey(bytes))).toContain(SYMMETRIC);
  }
});

/** Made with OpenSSL for these tests alone, as was a token by its key. */
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

test("a certificate verifies what its key signed, and is no secret in another form", () => {
  const lines = certificate.replace(/.{64}/g, "$&\n");
  const cert = `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
  for (const library of [theirs, ours]) expect(library.verify(certified, cert)).toEqual(claims);
  const bytes = Buffer.from(certificate, "base64");
  for (const form of [certificate, bytes, ` ${cert}`]) {
    expect(refusal(forgedWith(form), form)).toContain(SYMMETRIC);
  }
});

test("a public key that can be read never verifies HMAC, whatever is allowed", () => {
  const pkcs1 = String(rsa.publicKey.export({ format: "pem", type: "pkcs1" }));
  for (const text of [pem, pkcs1, pemOf(p256.publicKey), pemOf(ed25519.publicKey), `\n${pem}`]) {
    expect(refusal(forgedWith(text), text)).toContain("invalid algorithm");
    expect(refusal(forgedWith(text), text, { algorithms: ["HS256", "RS256"] })).toContain(
      SYMMETRIC,
    );
  }
});

test("the public key as a secret does not sign: jsonwebtoken signs with it", () => {
  expect(() => ours.sign(claims, pem)).toThrow("must be a symmetric key when using HS256");
});

const honest = [
  ...["x", "MIIB", "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A", "30820122", "kty", '{"a":1}', "[1]"],
  ...['{"kty":"oct","k":"c2VjcmV0"}', "BEGIN PUBLIC KEY", "ssh", "0\u0001x", "0\u0002\u0001\u0001"],
];

test.each(honest)("a secret that only looks a little like a key is one: %j", (text) => {
  expect(ours.verify(forgedWith(text), text)).toEqual(claims);
  expect(theirs.verify(ours.sign(claims, text, { noTimestamp: true }), text)).toEqual(claims);
});

test("random bytes are a secret", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 80 }), (bytes) => {
      expect(ours.verify(forgedWith(bytes), Buffer.from(bytes))).toEqual(claims);
    }),
  );
});

test("an empty secret is none, wherever it comes from", () => {
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

test("a secret that is missing does not turn a list with none in it into no check at all", () => {
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
  "a header that asks for an extension is refused: crit %j",
  (crit) => {
    expect(refusal(forge({ ...JWT, crit, exp: 1 }, claims), secret)).toContain("crit");
  },
);

test("b64: false is refused with crit and without", () => {
  expect(refusal(forge({ ...JWT, b64: false, crit: ["b64"] }, claims), secret)).toContain("b64");
  expect(refusal(forge({ ...JWT, b64: false }, claims), secret)).toContain("b64");
  expect(ours.verify(forge({ ...JWT, b64: true }, claims), secret)).toEqual(claims);
});

test("a header that was refused is refused again, and one that was proven proves nothing", () => {
  for (const _ of [1, 2, 3]) {
    expect(refusal(forge({ ...JWT, crit: ["a"] }, claims), secret)).toContain("crit");
    expect(ours.verify(good, secret)).toEqual(claims);
    expect(refusal(forge(JWT, claims, "another"), secret)).toContain("invalid signature");
  }
});

test("a token has one form: bits beyond the last byte are refused in each part", () => {
  const loose = (part: string) =>
    `${part.slice(0, -1)}${String.fromCharCode(part.charCodeAt(part.length - 1) + 1)}`;
  const [header = "", payload = ""] = forge(JWT, { a: 12 }).split(".");
  expect([header.length % 4, payload.length % 4]).toEqual([0, 3]);
  const [short = ""] = forge({ alg: "HS256", kid: "x" }, {}).split(".");
  expect(short.length % 4).not.toBe(0);
  for (const input of [`${header}.${loose(payload)}`, `${loose(short)}.${payload}`]) {
    const token = `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
    expect(theirs.verify(token, secret)).toEqual({ a: 12 });
    expect(refusal(token, secret)).toBe("JsonWebTokenError: invalid token");
  }
  const signed = ours.sign({}, p256.privateKey, { algorithm: "ES256" });
  expect(theirs.verify(loose(signed), p256.publicKey)).toHaveProperty("iat");
  expect(refusal(loose(signed), p256.publicKey)).toBe("JsonWebTokenError: invalid signature");
});

test("a payload that calls itself a JWT is an object", () => {
  for (const payload of ["[]", '[{"sub":"1"}]', "5", "true", '"text"', "null"]) {
    expect(refusal(forge(JWT, payload), secret)).toBe("JsonWebTokenError: invalid token");
    expect(refusal(forge(JWT, payload, "another"), secret)).toContain("invalid signature");
  }
});

const audienceOf = (aud: unknown, audience: unknown) =>
  refusal(forge(JWT, aud === undefined ? {} : { aud }), secret, { audience });

test("a pattern with /g or /y answers the same each time", () => {
  for (const pattern of [/ab/g, /ab/y, /b/g]) {
    for (let time = 0; time < 1_000; time++) expect(audienceOf("ab", pattern)).toBe("accepted");
  }
});

test("a pattern is tried on text alone: not on what is missing, nor on lists within lists", () => {
  for (const aud of [undefined, null, 5, true, {}, [["undefined"]], [null]]) {
    expect(audienceOf(aud, /./)).toContain("jwt audience invalid. expected: /./");
    expect(audienceOf(aud, [/undef/, /5|true|object/])).toContain("jwt audience invalid");
  }
  expect(audienceOf(["x", "ab"], /^ab$/)).toBe("accepted");
});

test("a pattern is not tried on endless text: some would take for ever", () => {
  const pattern = /^(a+)+$/;
  const tried = vi.spyOn(pattern, "test").mockReturnValue(true);
  expect(audienceOf("a".repeat(512), pattern)).toBe("accepted");
  expect(tried).toHaveBeenCalledOnce();
  for (const length of [513, 50_000]) {
    expect(audienceOf("a".repeat(length), pattern)).toContain("jwt audience invalid");
  }
  expect(tried).toHaveBeenCalledOnce();
});

test("what is expected but undefined matches nothing that is missing", () => {
  expect(audienceOf(undefined, [undefined])).toContain("jwt audience invalid");
  expect(refusal(good, secret, { issuer: [undefined] })).toContain("jwt issuer invalid");
});

test("an issuer that is no text and no list is not overlooked", () => {
  const options = { issuer: /evil/ as unknown as string };
  expect(refusal(forge(JWT, { iss: "x" }), secret, options)).toContain("jwt issuer invalid");
});

test("a tolerance in text does not make a token last for ever", () => {
  const expired = forge(JWT, { exp: 1_000_000_000 });
  expect(
    theirs.verify(expired, secret, { clockTolerance: "5" } as unknown as VerifyOptions),
  ).toEqual({ exp: 1_000_000_000 });
  expect(refusal(expired, secret, { clockTolerance: "5" })).toBe(
    "JsonWebTokenError: clockTolerance must be a number",
  );
});

test("maxAge holds for a token of 1970 too", () => {
  expect(refusal(forge(JWT, { iat: 0 }), secret, { maxAge: "1h" })).toContain("maxAge exceeded");
});

test("sign calls its callback once, whatever collides", () => {
  const answers: unknown[] = [];
  const options = { audience: "b", issuer: "b", subject: "b" };
  ours.sign({ aud: "a", iss: "a", sub: "a" }, secret, options, (...answer) => answers.push(answer));
  expect(answers).toEqual([
    [new Error('Bad "options.audience" option. The payload already has an "aud" property.')],
  ]);
});

test("verify calls its callback once, however often a lookup answers", () => {
  const callback = vi.fn();
  ours.verify(
    good,
    (_, answer) => [secret, secret, "x"].map((key) => answer(null, key)),
    {},
    callback,
  );
  expect(callback.mock.calls).toEqual([[null, claims]]);
});

test("what a callback throws reaches whoever called it, and does not call it again", async () => {
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
  // Here jsonwebtoken loses it, and a server that has lived with that goes on.
  ours.sign(claims, secret, callback);
  await new Promise((done) => setImmediate(done));
  expect(callback).toHaveBeenCalledTimes(5);
});

test.each([[""], [5], [true]])(
  "sign answers for %j, where jsonwebtoken's callback never comes",
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

test("where jsonwebtoken stumbles over its own feet, there is a sentence or a token", () => {
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

test("EdDSA, which jsonwebtoken has not", () => {
  for (const [key, proof] of [
    [ed25519.privateKey, ed25519.publicKey] as const,
    [pemOf(ed25519.privateKey), pemOf(ed25519.publicKey)] as const,
  ]) {
    const token = ours.sign(claims, key, { algorithm: "EdDSA", noTimestamp: true });
    for (const options of [undefined, { algorithms: ["EdDSA"] } as const]) {
      expect(ours.verify(token, proof, options)).toEqual(claims);
    }
    expect(refusal(token, proof, { algorithms: ["RS256", "ES256"] })).toContain(
      "invalid algorithm",
    );
    expect(refusal(`${token.slice(0, -4)}AAAA`, proof)).toContain("invalid signature");
    expect(refusal(token, secret, { algorithms: ["EdDSA"] })).toContain(
      "must be an asymmetric key",
    );
  }
  const sign = (key: typeof rsa.privateKey | string) => ours.sign({}, key, { algorithm: "EdDSA" });
  expect(() => sign(secret)).toThrow("must be an asymmetric key when using EdDSA");
  expect(() => sign(rsa.privateKey)).toThrow('"alg" parameter for "rsa" key type must be one of');
});
