/**
 * Compares both libraries for values that are no keys, and for keys that do not fit the algorithm.
 */
import { createSecretKey } from "node:crypto";
import { expect, test } from "vitest";
import {
  claims,
  compare,
  ed25519,
  forge,
  JWT,
  methodOf,
  p256,
  p384,
  pemOf,
  pss,
  pssMixed,
  pssSalty,
  rsa,
  secret,
  stopClock,
  theirs,
  watch,
} from "./comparison.test-d.ts";
import ours from "./index.ts";

stopClock();

/** Values that a program passes by mistake, for example after a failed lookup. */
const odd: readonly (readonly [title: string, key: unknown])[] = [
  ...[false, true, 0, -0, 1, Number.NaN, Number.POSITIVE_INFINITY, 0n, 1n, "", " ", null].map(
    (key) => [`${typeof key} ${String(key)}`, key] as const,
  ),
  ["undefined", undefined],
  ["a symbol", Symbol("x")],
  ["an empty list", []],
  ["a list of a secret", [secret]],
  ["an empty object", {}],
  ["an object without prototype", Object.create(null)],
  ["a boxed secret", Object(secret)],
  ["a boxed empty text", Object("")],
  ["an object with toString", { toString: () => secret }],
  ["a key that is empty", { key: "" }],
  ["a key that is a secret", { key: secret }],
  ["a key that is null", { key: null }],
  ["a date", new Date(0)],
  ["a map", new Map()],
  ["a secret", secret],
  ["bytes", new TextEncoder().encode(secret)],
  ["a KeyObject", createSecretKey(Buffer.from(secret))],
];

/** Keys of pairs, most of which do not fit the algorithm of the token. */
const pairs = { rsa, pss, pssSalty, pssMixed, p256, p384, ed25519 };
const unfit = Object.entries(pairs).flatMap(([name, { publicKey, privateKey }]) => [
  [`the public key of ${name}`, publicKey] as const,
  [`the private key of ${name}`, privateKey] as const,
  [`the public key of ${name} in PEM`, pemOf(publicKey)] as const,
]);

const signed = (algorithm: "RS256" | "PS256" | "ES256", key: typeof rsa) =>
  theirs.sign(claims, key.privateKey, { algorithm });
const unsigned = theirs.sign(claims, null, { algorithm: "none" });
const tokens: readonly unknown[] = [
  ...[forge(JWT, claims), unsigned, `${unsigned} `],
  ...[forge({ alg: "none", typ: "JWT" }, claims), forge({ typ: "JWT" }, claims)],
  ...[signed("RS256", rsa), signed("PS256", rsa), signed("PS256", pss), signed("ES256", p256)],
  forge({ alg: "PS512", typ: "JWT" }, claims),
];

const allowed = [
  ...[undefined, null, [], ["none"], ["HS256"], ["RS256"], ["PS256", "PS512"], ["ES256"]],
  ["HS256", "RS256", "PS256", "PS512", "ES256"],
];

/** The rows "no key …" and "a secret that is or holds …" of docs/jsonwebtoken.md. */
function isKnownDifference(token: unknown, key: unknown, algorithms: unknown): boolean {
  const isUnsigned = token === unsigned || token === `${unsigned} `;
  const isNoKey = key === undefined || key === null || key === "";
  const isText = typeof key === "string" && key.includes("BEGIN");
  return (
    (isUnsigned && isNoKey && Array.isArray(algorithms) && algorithms[0] !== "none") ||
    (isText && token === tokens[0])
  );
}

test.each([...odd, ...unfit])("verify treats this key as jsonwebtoken does: %s", async (_, key) => {
  for (const token of tokens) {
    for (const algorithms of allowed) {
      if (isKnownDifference(token, key, algorithms)) continue;
      for (const allowInvalidAsymmetricKeyTypes of [false, true]) {
        // OpenSSL refuses such a key with a message of its own.
        if (allowInvalidAsymmetricKeyTypes && isOfAnotherFamily(key)) continue;
        const options = { allowInvalidAsymmetricKeyTypes, ...(algorithms && { algorithms }) };
        await compare("verify", [token, key, options]);
        const lookup = (_header: unknown, answer: (error: null, key: unknown) => unknown) =>
          answer(null, key);
        const [first, second] = await Promise.all(
          [theirs, ours].map((library) =>
            watch((callback) => methodOf(library, "verify")(token, lookup, options, callback)),
          ),
        );
        expect(second).toEqual(first);
      }
    }
  }
});

function isOfAnotherFamily(key: unknown): boolean {
  const { ed25519: ed, p256: short, p384: long } = pairs;
  return [ed, short, long].some(
    (pair) => key === pair.publicKey || key === pair.privateKey || key === pemOf(pair.publicKey),
  );
}

test.each([...odd, ...unfit])("sign treats this key as jsonwebtoken does: %s", async (_, key) => {
  for (const algorithm of [undefined, "none", "HS256", "RS256", "PS256", "PS512", "ES256", "x"]) {
    // The row "signing HS256 with a public key in PEM" of docs/jsonwebtoken.md.
    const isText = typeof key === "string" && key.includes("BEGIN");
    if (isText && (algorithm === undefined || algorithm === "HS256")) continue;
    // jsonwebtoken never calls the callback in this case.
    if (algorithm === "none" && (key === null || key === undefined)) continue;
    for (const payload of [claims, "text", undefined, null, { exp: "x" }]) {
      await compare("sign", [payload, key, algorithm === undefined ? {} : { algorithm }]);
    }
  }
});
