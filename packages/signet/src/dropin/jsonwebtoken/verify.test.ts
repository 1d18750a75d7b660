/**
 * Compares `verify` and `decode` of both libraries: result, error, callback, result of the
 * callback.
 */
import { createSecretKey } from "node:crypto";
import { expect, test } from "vitest";
import {
  ALGORITHMS,
  attempt,
  type Call,
  claims,
  compare,
  dsa,
  ed25519,
  forge,
  JWT,
  k256,
  locked,
  methodOf,
  NOW,
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
  watch,
} from "./comparison.test-d.ts";
import ours from "./index.ts";

stopClock();

const good = forge(JWT, claims);
const unsigned = theirs.sign(claims, null, { algorithm: "none" });
const tokens: readonly Call[] = [
  ["a valid token", good, secret],
  ["a token with another secret", forge(JWT, claims, "another"), secret],
  ["no token", undefined, secret],
  ["an empty token", "", secret],
  ["bytes", Buffer.from(good), secret],
  ["a number", 5, secret],
  ["a String", Object(good), secret],
  ["one part", "abc", secret],
  ["two parts", "a.b", secret],
  ["four parts", `${good}.a`, secret],
  ["many parts", ".".repeat(100), secret],
  ["three empty parts", "..", secret],
  ["no header", good.slice(good.indexOf(".")), secret],
  ["a space after", `${good} `, secret],
  ["a line after", `${good}\n`, secret],
  ["a space before", ` ${good}`, secret],
  ["padding", `${good}=`, secret],
  ["a plus", good.replace(".", "+."), secret],
  ["a header that is not JSON", forge("{", claims), secret],
  ...["null", "0", "false", "5", "true", '"x"', "[]", "{}"].map(
    (header): Call => [`the header ${header}`, forge(header, claims), secret],
  ),
  ["a payload that is not JSON", forge(JWT, "{"), secret],
  ["a payload that is not JSON, of another secret", forge(JWT, "{", "another"), secret],
  ["no type", forge({ alg: "HS256" }, claims), secret],
  ["another type", forge({ alg: "HS256", typ: "at+jwt" }, claims), secret],
  ["text", forge({ alg: "HS256" }, "hello"), secret],
  ["text of a list", forge({ alg: "HS256" }, "[1,2]"), secret],
  ["text of a number", forge({ alg: "HS256" }, "5"), secret],
  ["text of null", forge({ alg: "HS256" }, "null"), secret, { audience: "a" }],
  ["text, and a check", forge({ alg: "HS256" }, "hello"), secret, { subject: "a" }],
  ["a cut signature", good.slice(0, -1), secret],
  ["a longer signature", `${good}A`, secret],
  ["a signature with one changed character", good.replace(/.$/, "~"), secret],
  [
    "a header in Latin-1",
    theirs.sign(claims, secret, { keyid: "ключé" }),
    secret,
    { complete: true },
  ],
  ["letters", forge(JWT, { name: "ключ 🔑 é" }), secret],
  ["__proto__ as a claim", forge(JWT, '{"__proto__":{"a":1},"b":2}'), secret],
];

const keys: readonly Call[] = [
  ["no key", good, undefined],
  ["null", good, null],
  ["empty", good, ""],
  ["bytes", good, Buffer.from(secret)],
  ["a KeyObject", good, createSecretKey(Buffer.from(secret))],
  ["a number", good, 5],
  ["an object", good, { toString: () => secret }],
  ["a private KeyObject", good, rsa.privateKey],
  ["a public key for HMAC", good, pemOf(rsa.publicKey)],
  ["a public key for HMAC, allowed", good, rsa.publicKey, { algorithms: ["HS256"] }],
  ["a lookup without callback", good, () => secret],
  ["no signature", good.replace(/[^.]*$/, ""), secret],
  ["no signature and no key", good.replace(/[^.]*$/, ""), undefined],
  ["unsigned", unsigned, undefined],
  ["unsigned, with a key", unsigned, secret],
  ["unsigned, with a key, allowed", unsigned, secret, { algorithms: ["none"] }],
  ["unsigned, allowed", unsigned, undefined, { algorithms: ["none"] }],
  ["unsigned, allowed, null", unsigned, null, { algorithms: ["none"] }],
  ["unsigned, not allowed", unsigned, undefined, { algorithms: ["HS256"] }],
  ["none in other letters", forge({ alg: "None" }, claims), secret],
  [
    "none, with a signature",
    forge({ alg: "none", typ: "JWT" }, claims),
    secret,
    { algorithms: ["none"] },
  ],
  ["an unknown algorithm", forge({ alg: "foo" }, claims), secret, { algorithms: ["foo"] }],
  ["an unknown algorithm", forge({ alg: "foo" }, claims), rsa.publicKey, { algorithms: ["foo"] }],
  ["no algorithms", good, secret, { algorithms: [] }],
  ["null for algorithms", good, secret, { algorithms: null }],
  ["text for algorithms", good, secret, { algorithms: "HS256" }],
  ...ALGORITHMS.flatMap((algorithm): Call[] => {
    const pair = PAIRS[algorithm];
    const key = pair?.publicKey ?? secret;
    const token = theirs.sign(claims, pair?.privateKey ?? secret, {
      algorithm: algorithm as "HS256",
    });
    const text = pair ? pemOf(pair.publicKey) : secret;
    const any = [rsa, small, p256, p384, k256, dsa, pss, pssSalty, pssMixed, ed25519];
    return [
      [algorithm, token, key],
      [`${algorithm} alone`, token, key, { algorithms: [algorithm] }],
      [`${algorithm} as text`, token, text],
      [`${algorithm} in bytes`, token, Buffer.from(text)],
      [`${algorithm} with a private key in text`, token, pair ? pemOf(pair.privateKey) : secret],
      [`${algorithm} with a secret`, token, secret, { algorithms: [algorithm] }],
      [`${algorithm}, not allowed`, token, key, { algorithms: ["HS1024"] }],
      [`${algorithm}, cut`, token.slice(0, -4), key],
      [`${algorithm}, signature changed`, token.replace(/.{3}$/, "AAA"), key],
      [`${algorithm}, payload changed`, token.replace(/\..{4}/, ".eyJ9"), key],
      ...any.map((each): Call => [`${algorithm} with any`, token, each.publicKey]),
      ...any.map(
        (each): Call => [
          `${algorithm} with any`,
          token,
          each.publicKey,
          { algorithms: [algorithm] },
        ],
      ),
    ];
  }),
  [
    "an encrypted key",
    theirs.sign(claims, rsa.privateKey, { algorithm: "RS256" }),
    { key: locked, passphrase },
  ],
  [
    "a JWK",
    theirs.sign(claims, rsa.privateKey, { algorithm: "RS256" }),
    { key: rsa.publicKey.export({ format: "jwk" }), format: "jwk" },
  ],
  [
    "a JWK by itself",
    theirs.sign(claims, rsa.privateKey, { algorithm: "RS256" }),
    rsa.publicKey.export({ format: "jwk" }),
  ],
];

function withClaims(title: string, payload: object, options: object): Call {
  return [title, forge(JWT, payload), secret, options];
}

const checks: readonly Call[] = [
  ["null for options", good, secret, null],
  ["text for options", good, secret, "x"],
  ...["5", true, {}, [1]].map(
    (value): Call => ["clockTimestamp", good, secret, { clockTimestamp: value }],
  ),
  ...["", " ", 5, null].map((value): Call => ["nonce", good, secret, { nonce: value }]),
  ...[null, 0, "true"].map(
    (value): Call => ["a type", good, secret, { allowInvalidAsymmetricKeyTypes: value }],
  ),
  ...[NOW - 1, NOW, NOW + 1, NOW + 0.5, "x", null, true, []].flatMap((time): Call[] => [
    withClaims(`exp ${time}`, { exp: time }, {}),
    withClaims(`nbf ${time}`, { nbf: time }, {}),
    withClaims(`exp ${time}, ignored`, { exp: time }, { ignoreExpiration: true }),
    withClaims(`nbf ${time}, ignored`, { nbf: time }, { ignoreNotBefore: true }),
    withClaims(`exp ${time}, tolerance`, { exp: time }, { clockTolerance: 1 }),
    withClaims(`nbf ${time}, tolerance`, { nbf: time }, { clockTolerance: 1 }),
    withClaims(`exp ${time}, another clock`, { exp: time }, { clockTimestamp: NOW + 10 }),
    withClaims(`nbf ${time}, another clock`, { nbf: time }, { clockTimestamp: NOW - 10 }),
  ]),
  withClaims("a clock of zero", { exp: 5 }, { clockTimestamp: 0 }),
  withClaims("both wrong", { exp: 5, nbf: NOW + 5 }, {}),
  ...["a", ["a", "b"], ["x"], undefined, null, 5, [], [["a"]], "ab"].flatMap((aud) =>
    ["a", "b", ["b", "x"], ["y"], /^a$/, [/x/, "b"], "", [], /A/i]
      .map((audience) =>
        withClaims(`audience ${audience} of ${aud}`, aud === undefined ? {} : { aud }, {
          audience,
        }),
      )
      .filter(
        ([, , , options]) => !(typeof aud !== "string" && hasPattern(options) && !isText(aud)),
      ),
  ),
  ...["i", ["i"], undefined, 5, ""].flatMap((iss) =>
    ["i", "x", ["i", "x"], ["x"], [], ""].map((issuer) =>
      withClaims(`issuer ${issuer} of ${iss}`, { iss }, { issuer }),
    ),
  ),
  ...(
    [
      ["subject", "sub"],
      ["jwtid", "jti"],
      ["nonce", "nonce"],
    ] as const
  ).flatMap(([option, claim]) =>
    ["x", ["x"], undefined, 5].map((value) =>
      withClaims(`${option} of ${value}`, { [claim]: value }, { [option]: "x" }),
    ),
  ),
  withClaims("an empty subject is not checked", { sub: "x" }, { subject: "", jwtid: "" }),
  ...["1m", "1 minute", 60, 59, "60000", "59999", "x", true, "", 0, -1, "9".repeat(101)].flatMap(
    (maxAge) => [
      withClaims(`maxAge ${maxAge}`, { iat: NOW - 60 }, { maxAge }),
      withClaims(`maxAge ${maxAge}, tolerance`, { iat: NOW - 60 }, { maxAge, clockTolerance: 1 }),
      withClaims(`maxAge ${maxAge} without iat`, {}, { maxAge }),
      withClaims(`maxAge ${maxAge} with iat as text`, { iat: "5" }, { maxAge }),
    ],
  ),
  withClaims("complete", { a: 1 }, { complete: true }),
  withClaims("complete that is not true", { a: 1 }, { complete: 1 }),
  withClaims("inherited options do not count", { a: 1 }, Object.create({ audience: "x" })),
];

function hasPattern(options: unknown): boolean {
  return [Reflect.get(Object(options), "audience")].flat().some((each) => each instanceof RegExp);
}

function isText(aud: unknown): boolean {
  return [aud].flat().every((each) => typeof each === "string");
}

test.each([...tokens, ...keys, ...checks])(
  "verify does the same as jsonwebtoken: %s",
  async (_, ...args) => {
    await compare("verify", args);
  },
);

type Answer = (error: unknown, key?: unknown) => unknown;
const lookups: Record<string, (header: unknown, answer: Answer) => unknown> = {
  "answers immediately": (_, answer) => answer(null, secret),
  "answers later": (_, answer) => void process.nextTick(answer, null, secret),
  "is a promise": async (_, answer) => answer(null, secret),
  "answers undefined for an error": (_, answer) => answer(undefined, secret),
  "answers another secret": (_, answer) => answer(null, "x"),
  "answers nothing": (_, answer) => answer(null),
  "answers an empty secret": (_, answer) => answer(null, ""),
  "answers a value that is no key": (_, answer) => answer(null, 5),
  fails: (_, answer) => answer(new Error("no such key")),
  "fails with a text": (_, answer) => answer("no such key"),
  "returns its header": (header, answer) => answer(new Error(JSON.stringify(header))),
  throws: () => {
    throw new RangeError("not here");
  },
};

test.each(Object.entries(lookups))(
  "verify does the same as jsonwebtoken for a lookup that %s",
  async (_, lookup) => {
    for (const options of [{}, { complete: true }, { audience: "x" }, { algorithms: ["none"] }]) {
      for (const token of [good, unsigned, "a.b.c", forge(JWT, { exp: 1 })]) {
        if (token === unsigned && "algorithms" in options) continue;
        const [first, second] = await Promise.all(
          [theirs, ours].map((library) =>
            watch((callback) => methodOf(library, "verify")(token, lookup, options, callback)),
          ),
        );
        expect(second).toEqual(first);
      }
    }
  },
);

test("verify takes a callback without options", async () => {
  for (const token of [good, "x"]) {
    const [first, second] = await Promise.all(
      [theirs, ours].map((library) =>
        watch((callback) => methodOf(library, "verify")(token, secret, callback)),
      ),
    );
    expect(second).toEqual(first);
  }
});

const decoded: readonly Call[] = [
  ...tokens.map(([title, token]): Call => [title, token]),
  ...tokens.map(([title, token]): Call => [title, token, { complete: true }]),
  ...tokens.map(([title, token]): Call => [title, token, { json: true }]),
  ["null for options", good, null],
  ["an object", { toString: () => good }],
  ["a symbol", Symbol("x")],
  ["JSON in JSON", forge(JWT, JSON.stringify('{"a":1}'))],
  ["bits beyond the last byte", good.replace(/(\.[^.]*)\./, "$1B.")],
];

test.each(decoded)("decode does the same as jsonwebtoken: %s", async (_, ...args) => {
  await compare("decode", args);
});

const MESSAGES = [
  ...["clockTimestamp must be a number", "nonce must be a non-empty string"],
  ...["allowInvalidAsymmetricKeyTypes must be a boolean", "jwt must be provided"],
  ...["jwt must be a string", "jwt malformed", "invalid token"],
  "verify must be called asynchronous if secret or public key is provided as a callback",
  "error in secret or public key callback: no such key",
  ...["jwt signature is required", "secret or public key must be provided"],
  'please specify "none" in "algorithms" to verify unsigned tokens',
  ...["secretOrPublicKey is not valid key material", "invalid algorithm"],
  "secretOrPublicKey must be a symmetric key when using HS256",
  "secretOrPublicKey must be an asymmetric key when using RS256",
  ...["invalid signature", "invalid nbf value", "jwt not active", "invalid exp value"],
  ...["jwt expired", "jwt audience invalid. expected: b or x", "jwt issuer invalid. expected: i,x"],
  ...["jwt subject invalid. expected: x", "jwt jwtid invalid. expected: x"],
  ...["jwt nonce invalid. expected: x", "iat required when maxAge is specified"],
  '"maxAge" should be a number of seconds or string representing a timespan eg: "1d", "20h", 60',
  ...["maxAge exceeded", 'Unknown key type "dsa".'],
  '"alg" parameter "ES256" requires curve "prime256v1".',
  'Invalid key for this operation, its RSA-PSS parameter saltLength does not meet the requirements of "alg" PS256.',
];

test("the tests of verify compared every message of jsonwebtoken", () => {
  expect(MESSAGES.filter((message) => !seen.has(message))).toEqual([]);
});

test("errors that a program constructs are the same as in jsonwebtoken", () => {
  const made = [theirs, ours].map((library) =>
    [
      () => new library.JsonWebTokenError("a"),
      () => new library.JsonWebTokenError("a", new Error("b")),
      () => new library.TokenExpiredError("a", new Date(5)),
      () => new library.NotBeforeError("a", new Date(5)),
    ].map((make) => [attempt(make), JSON.stringify(make()), String(make())]),
  );
  expect(made[1]).toEqual(made[0]);
});
