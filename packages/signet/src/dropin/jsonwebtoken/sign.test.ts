/** Compares `sign` of both libraries: result, error, callback, and the result of the callback. */
import { createSecretKey } from "node:crypto";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import {
  ALGORITHMS,
  attempt,
  type Call,
  claims,
  compare,
  dsa,
  ed25519,
  k256,
  locked,
  PAIRS,
  p256,
  p384,
  passphrase,
  pemOf,
  pss,
  pssMixed,
  pssSalty,
  rsa,
  secret,
  seen,
  small,
  stopClock,
  theirs,
} from "./comparison.test-d.ts";
import ours from "./index.ts";

stopClock();

const PLAIN: readonly Call[] = [
  ["a string secret", claims, secret],
  ["bytes", claims, Buffer.from([1, 2, 255])],
  ["a short secret", claims, "x"],
  ["a secret KeyObject", claims, createSecretKey(Buffer.from(secret))],
  ["other views", claims, new Uint16Array([1, 2])],
  ["an ArrayBuffer", claims, new ArrayBuffer(8)],
  ["no secret", claims, undefined],
  ["an empty secret", claims, ""],
  ["null", claims, null],
  ["a number for a secret", claims, 5],
  ["a list for a secret", claims, ["a"]],
  ["an object with toString for a secret", claims, { toString: () => secret }],
  ["a function for a secret", claims, () => secret],
  ["a private key for HMAC", claims, rsa.privateKey],
  ["no payload", undefined, secret],
  ["a null payload", null, secret],
  ["a list", [1], secret],
  ["a Date", new Date(0), secret],
  ["a class", new (class Claims {})(), secret],
  ["no prototype", Object.assign(Object.create(null), { a: 1 }), secret],
  ["an object of another realm", runInNewContext("({ a: 1 })"), secret],
  ["a class of another realm", runInNewContext("new (class A {})()"), secret],
  ["toJSON", { toJSON: () => ({ a: 1 }) }, secret],
  ["letters", { name: "ключ 🔑 é" }, secret],
  ["iat", { iat: 5 }, secret, { expiresIn: 10 }],
  ["iat zero", { iat: 0 }, secret, { expiresIn: 10 }],
  ["iat NaN", { iat: Number.NaN }, secret],
  ["iat as text", { iat: "5" }, secret],
  ["exp as text", { exp: "5", iat: "5" }, secret],
  ["exp undefined", { exp: undefined }, secret],
  ["nbf as text", { nbf: "5" }, secret],
  ["an object that is a Number", { exp: Object(5) }, secret],
];

const OPTIONS: readonly Call[] = [
  ["none", {}, secret, {}],
  ["null", {}, secret, null],
  ["text", {}, secret, "HS256"],
  ["a list", {}, secret, []],
  ["a class", {}, secret, new (class Options {})()],
  ["unknown", {}, secret, { foo: 1 }],
  ...[1, 0, -5, "1h", "2 days", "1.5h", "-3s", ".5m", "120", "1Y", "10 MSecs"].flatMap(
    (span): Call[] => [
      [`expiresIn ${span}`, {}, secret, { expiresIn: span }],
      [`notBefore ${span}`, {}, secret, { notBefore: span, noTimestamp: true }],
    ],
  ),
  ...["", "x", "1 fortnight", "1.", "--1", "1h ", " 1h", "9".repeat(101), 1.5, Number.NaN].flatMap(
    (span): Call[] => [
      [`no timespan ${span}`, {}, secret, { expiresIn: span }],
      [`no timespan ${span}`, {}, secret, { notBefore: span }],
    ],
  ),
  ...[undefined, null, true, {}, Object("1h"), Number.POSITIVE_INFINITY].flatMap((span): Call[] => [
    [`no timespan ${span}`, {}, secret, { expiresIn: span }],
    [`no timespan ${span}`, {}, secret, { notBefore: span }],
  ]),
  ["exp twice", { exp: 1 }, secret, { expiresIn: 1 }],
  ["nbf twice", { nbf: 1 }, secret, { notBefore: 1 }],
  ["exp and a wrong option", { exp: 1 }, secret, { expiresIn: "x", foo: 1 }],
  [
    "everything",
    { a: 1 },
    secret,
    {
      ...{ algorithm: "HS512", keyid: "k", audience: ["a", "b"], issuer: "i", subject: "s" },
      ...{ jwtid: "j", expiresIn: "1h", notBefore: 0, header: { cty: "x" }, encoding: "utf8" },
    },
  ],
  ["noTimestamp", { a: 1, iat: 5 }, secret, { noTimestamp: true }],
  ["no noTimestamp", {}, secret, { noTimestamp: false }],
  ["a header in Latin-1", {}, secret, { keyid: "ключé" }],
  ["a header with more members", {}, secret, { header: { typ: "at+jwt", x: [1] }, keyid: "k" }],
  ["a header with an algorithm", {}, secret, { header: { alg: "HS384" } }],
  ["a header with an unknown algorithm", {}, secret, { header: { alg: "foo" } }],
  ["a header with the algorithm none", {}, secret, { header: { alg: "none" } }],
  ["latin1", { a: "é" }, secret, { encoding: "latin1" }],
  ["hex", "616263", secret, { encoding: "hex" }],
  ["an unknown encoding", {}, secret, { encoding: "foo" }],
  ["a value without JSON", { a: 1n }, secret, {}],
  ...["header", "encoding", "issuer", "subject", "jwtid", "keyid", "audience"].flatMap(
    (name): Call[] => [
      [`${name} undefined`, {}, secret, { [name]: undefined }],
      [`${name} a number`, {}, secret, { [name]: 5, allowInsecureKeySizes: true }],
    ],
  ),
  ["algorithm undefined", {}, secret, { algorithm: undefined }],
  ["algorithm unknown", {}, secret, { algorithm: "HS1024" }],
  ["algorithm in lower case", {}, secret, { algorithm: "hs256" }],
  ...[
    "noTimestamp",
    "mutatePayload",
    "allowInsecureKeySizes",
    "allowInvalidAsymmetricKeyTypes",
  ].map((name): Call => [`${name} a number`, {}, secret, { [name]: 1 }]),
  ["text", "hello", secret, { keyid: "k" }],
  ["text of an object", '{"a":1}', secret, { header: { typ: "JWT" } }],
  ["bytes", Buffer.from([0, 255, 65]), secret, {}],
  ["text with claims", "hello", secret, { expiresIn: 1, audience: "a", noTimestamp: false }],
  ["bytes with claims", Buffer.from("x"), secret, { issuer: "a", jwtid: "b", subject: "c" }],
  ["unsigned", { a: 1 }, secret, { algorithm: "none" }],
];

const KEYS: readonly Call[] = [
  ...ALGORITHMS.flatMap((algorithm): Call[] => {
    const { privateKey } = PAIRS[algorithm] ?? {};
    const key = privateKey ?? secret;
    return [
      [algorithm, claims, key, { algorithm }],
      [`${algorithm} with PEM`, claims, privateKey ? pemOf(privateKey) : secret, { algorithm }],
      [
        `${algorithm} with bytes`,
        claims,
        Buffer.from(privateKey ? pemOf(privateKey) : secret),
        { algorithm },
      ],
      ...[rsa, p256, p384, k256, dsa, ed25519, pss, pssSalty, pssMixed].map(
        (pair): Call => [`${algorithm} with any`, claims, pair.privateKey, { algorithm }],
      ),
      [`${algorithm} with a public key`, claims, rsa.publicKey, { algorithm }],
      [`${algorithm} with a small key`, claims, small.privateKey, { algorithm }],
      ...(algorithm.endsWith("512")
        ? []
        : [
            [
              `${algorithm} with a small key`,
              claims,
              small.privateKey,
              { algorithm, allowInsecureKeySizes: true },
            ] as const,
          ]),
    ];
  }),
  ...["RS256", "PS512"].map(
    (algorithm): Call => [
      `${algorithm} with a key without a modulus`,
      claims,
      p256.privateKey,
      { algorithm, allowInvalidAsymmetricKeyTypes: true },
    ],
  ),
  ...["ES256", "ES512"].map(
    (algorithm): Call => [
      `${algorithm} with an RSA key`,
      claims,
      rsa.privateKey,
      { algorithm, allowInvalidAsymmetricKeyTypes: true },
    ],
  ),
  ["RS256 with a secret", claims, secret, { algorithm: "RS256" }],
  ["RS256 in the header, with a secret", claims, secret, { header: { alg: "RS256" } }],
  ["an encrypted key", claims, { key: locked, passphrase }, { algorithm: "RS256" }],
  [
    "an encrypted key in bytes",
    claims,
    { key: Buffer.from(locked), passphrase },
    { algorithm: "RS256" },
  ],
  [
    "an encrypted key with a wrong passphrase",
    claims,
    { key: locked, passphrase: "x" },
    { algorithm: "RS256" },
  ],
  [
    "a JWK",
    claims,
    { key: rsa.privateKey.export({ format: "jwk" }), format: "jwk" },
    { algorithm: "RS256" },
  ],
  ["a JWK by itself", claims, rsa.privateKey.export({ format: "jwk" }), { algorithm: "RS256" }],
];

test.each([...PLAIN, ...OPTIONS, ...KEYS])(
  "sign does the same as jsonwebtoken: %s",
  async (_, ...args) => {
    await compare("sign", args);
  },
);

test("sign with mutatePayload changes the given payload", () => {
  const options = { mutatePayload: true, expiresIn: "1h", issuer: "i" } as const;
  const payloads = [theirs, ours].map((library) => {
    const payload = { a: 1 };
    library.sign(payload, secret, options);
    return payload;
  });
  expect(payloads[1]).toEqual(payloads[0]);
});

const foreign = { rsa, p256, p384, k256, dsa, pss };

test.each(
  (["RS256", "PS256", "ES256", "ES384"] as const).flatMap((algorithm) =>
    Object.entries(foreign).map(([name, pair]) => [algorithm, name, pair] as const),
  ),
)("%s signs and verifies with a key of type %s where jsonwebtoken does", (algorithm, _, pair) => {
  const invalid = { allowInvalidAsymmetricKeyTypes: true };
  const options = { algorithm, ...invalid, allowInsecureKeySizes: true };
  const signed = [theirs, ours].map((library) =>
    attempt(() => library.sign(claims, pair.privateKey, options)),
  );
  const isSigned = "returned" in Object(signed[0]);
  expect("returned" in Object(signed[1])).toBe(isSigned);
  if (!isSigned) return;
  for (const [from, to] of [
    [theirs, ours],
    [ours, theirs],
  ] as const) {
    const token = from.sign(claims, pair.privateKey, options);
    expect(to.verify(token, pair.publicKey, { algorithms: [algorithm], ...invalid })).toEqual(
      claims,
    );
  }
});

/** The messages of jsonwebtoken. One message stands for all options with the same check. */
const MESSAGES = [
  "secretOrPrivateKey must have a value",
  "secretOrPrivateKey is not valid key material",
  "secretOrPrivateKey must be a symmetric key when using HS256",
  "secretOrPrivateKey must be an asymmetric key when using RS256",
  "secretOrPrivateKey has a minimum key size of 2048 bits for RS256",
  "payload is required",
  'Expected "payload" to be a plain object.',
  "invalid expiresIn,noTimestamp,audience option for string payload",
  'Bad "options.expiresIn" option the payload already has an "exp" property.',
  'Bad "options.notBefore" option the payload already has an "nbf" property.',
  'Expected "options" to be a plain object.',
  '"foo" is not allowed in "options"',
  '"expiresIn" should be a number of seconds or string representing a timespan',
  '"expiresIn" should be a number of seconds or string representing a timespan eg: "1d", "20h", 60',
  '"notBefore" should be a number of seconds or string representing a timespan',
  '"notBefore" should be a number of seconds or string representing a timespan eg: "1d", "20h", 60',
  '"algorithm" must be a valid string enum value',
  '"audience" must be a string or array',
  '"header" must be an object',
  ...["encoding", "issuer", "subject", "jwtid", "keyid"].map(
    (each) => `"${each}" must be a string`,
  ),
  ...["noTimestamp", "mutatePayload", "allowInsecureKeySizes"].map(
    (each) => `"${each}" must be a boolean`,
  ),
  '"allowInvalidAsymmetricKeyTypes" must be a boolean',
  ...["iat", "exp", "nbf"].map((each) => `"${each}" should be a number of seconds`),
  'Unknown key type "dsa".',
  '"alg" parameter for "rsa" key type must be one of: RS256, PS256, RS384, PS384, RS512, PS512.',
  '"alg" parameter "ES256" requires curve "prime256v1".',
  'Invalid key for this operation, its RSA-PSS parameters do not meet the requirements of "alg" PS512.',
  'Invalid key for this operation, its RSA-PSS parameter saltLength does not meet the requirements of "alg" PS256.',
];

test("the tests of sign compared every message of jsonwebtoken", () => {
  expect(MESSAGES.filter((message) => !seen.has(message))).toEqual([]);
});
