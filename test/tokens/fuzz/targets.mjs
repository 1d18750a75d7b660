import { Buffer } from "node:buffer";
import fc from "fast-check";
import { PAYLOAD, tokenOf } from "./consumers.mjs";
import { ENCODED_PAIR } from "./encoded-pairs.mjs";
import { PEMS, PRIVATE, PUBLIC, SECRET, segment } from "./keys.mjs";
import * as mutate from "./mutate.mjs";

/**
 * Generates inputs for every target. Each one is JSON, so that the corpus can store it.
 *
 * @param {Record<string, any[]>} stored the inputs of the corpus by target. Inputs that are added later
 *   are used too.
 */
export function inputsOf(consumers, stored) {
  const storedOf = (target) =>
    mutate.PLACE.map((place) => stored[target]?.at(place % stored[target].length));
  const consumer = fc.constantFrom(...consumers);
  const header = fc.tuple(consumer, JSON_MUTATION).map(([{ name, header }, mutation]) => ({
    target: "header",
    consumer: name,
    header: segment(mutation(header)),
  }));
  const payload = fc.tuple(consumer, JSON_MUTATION).map(([{ name }, mutation]) => ({
    target: "payload",
    consumer: name,
    payload: segment(mutation(PAYLOAD)),
  }));
  const storedKey = fc
    .tuple(storedOf("key"), mutate.text, KEY)
    .map(([input, mutation, other]) =>
      input?.material && !input.isPair ? { ...input, material: mutation(input.material) } : other,
    );
  return fc.noBias(
    fc.oneof(
      { weight: 2, arbitrary: tokens(consumers, storedOf("token")) },
      { weight: 1, arbitrary: header },
      { weight: 1, arbitrary: payload },
      { weight: 1, arbitrary: weighted([4, KEY], [1, storedKey]) },
    ),
  );
}

/** @returns {fc.Arbitrary<any>} */
const weighted = (...choices) =>
  fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));

const JSON_MUTATION = fc
  .tuple(mutate.object, mutate.rarely(8, mutate.bytes))
  .map(([mutateObject, mutateBytes]) => (value) => {
    const bytes = Buffer.from(mutateObject(value));
    return mutateBytes ? mutateBytes(bytes) : bytes;
  });

/** Generates token texts: valid or stored tokens with a mutated segment or mutated characters. */
function tokens(consumers, stored) {
  const validTokens = consumers.map(({ validToken }) => validToken);
  const valid = fc.constantFrom(...validTokens);
  const base = weighted([4, valid], [1, stored.map((input) => input?.text ?? validTokens[0])]);
  const other = fc.constantFrom(...validTokens.flatMap((token) => token.split(".")));
  const last = fc.constantFrom(..."ABCDEFGHgwQ_-");
  const start = fc.constantFrom("", " ", ".", "..", "....", "null", "Bearer ");
  const mutation = weighted(
    [1, inSegments(other, (parts, at, part) => parts.with(at, part))],
    [
      1,
      inSegments(mutate.bytes, (parts, at, mutateBytes) =>
        parts.with(at, reencoded(parts[at], mutateBytes)),
      ),
    ],
    [1, inSegments(other, (parts, at) => parts.toSpliced(at, 1))],
    [1, inSegments(other, (parts, at, part) => parts.toSpliced(at, 0, part))],
    [1, inSegments(last, (parts, at, letter) => parts.with(at, parts[at].slice(0, -1) + letter))],
    [
      1,
      fc.tuple(start, fc.nat(299)).map(
        ([text, end]) =>
          (token) =>
            text + token.slice(0, end),
      ),
    ],
    [2, mutate.text],
  );
  return fc
    .tuple(base, mutation)
    .map(([token, mutateToken]) => ({ target: "token", text: mutateToken(token) }));
}

const reencoded = (part, mutateBytes) => segment(mutateBytes(Buffer.from(part, "base64url")));

/** Generates mutations of the segments of a token. */
const inSegments = (arbitrary, mutateParts) =>
  fc.tuple(mutate.PLACE, arbitrary).map(([place, value]) => (token) => {
    const parts = token.split(".");
    return mutateParts(parts, place % parts.length, value).join(".");
  });

const halfOf = (jwk) => (jwk.d ? "privateKey" : "publicKey");
/** In some cases, an algorithm that replaces the algorithm of the key. */
const OTHER_ALGORITHM = mutate.rarely(
  15,
  fc.constantFrom(...Object.keys(PRIVATE), "ES384", "RS512", "HS256"),
);
const PEM = fc.constantFrom(...PEMS);

const PEM_KEY = fc
  .tuple(PEM, mutate.text, OTHER_ALGORITHM)
  .map(([{ algorithm, half, pem }, mutation, other = algorithm]) => ({
    target: "key",
    form: "pem",
    half,
    algorithm: other,
    material: mutation(pem),
  }));

const DER_KEY = fc
  .tuple(PEM, mutate.bytes, OTHER_ALGORITHM)
  .map(([{ algorithm, half, pem }, mutateBytes, other = algorithm]) => {
    const [first = "", ...rest] = pem.trim().split("\n");
    const der = mutateBytes(Buffer.from(rest.slice(0, -1).join(""), "base64"));
    const material = [first, der.toString("base64"), rest.at(-1)].join("\n");
    return { target: "key", form: "pem", half, algorithm: other, material };
  });

const JWK_MUTATION = fc
  .tuple(fc.boolean(), mutate.PLACE, mutate.object, mutate.bytes)
  .map(([isObject, place, mutation, mutateBytes]) => (jwk) => {
    const members = Object.entries(jwk);
    const [name, value] = members[place % members.length];
    if (name === "kty" || name === "crv" || isObject) return mutation(jwk);
    return JSON.stringify({ ...jwk, [name]: reencoded(value, mutateBytes) });
  });

const JWK_KEY = fc
  .tuple(
    fc.constantFrom(...Object.entries(PRIVATE), ...Object.entries(PUBLIC)),
    JWK_MUTATION,
    mutate.rarely(10, fc.constantFrom("privateKey", "publicKey", "secret")),
    OTHER_ALGORITHM,
  )
  .map(([[algorithm, jwk], mutation, half = halfOf(jwk), other = algorithm]) => ({
    target: "key",
    form: "json",
    half,
    algorithm: other,
    material: mutation(jwk),
  }));

const SET_MEMBER = fc
  .tuple(
    fc.constantFrom(...Object.values(PUBLIC), PRIVATE.EdDSA),
    fc.constantFrom("a", "b"),
    mutate.rarely(40, JWK_MUTATION),
  )
  .map(([jwk, kid, mutation]) => (mutation ? mutation(jwk) : JSON.stringify({ ...jwk, kid })));
const SET_KEY = fc
  .tuple(fc.array(SET_MEMBER, { maxLength: 3 }), mutate.rarely(10, mutate.text), OTHER_ALGORITHM)
  .map(([members, mutation = (text) => text, other = "EdDSA"]) => ({
    target: "key",
    form: "json",
    half: "jwks",
    algorithm: other,
    material: mutation(`{"keys":[${members.join(",")}]}`),
  }));

const secretOf = (form, material, more = {}) =>
  fc.tuple(fc.constantFrom("HS256", "HS384", "HS512"), material).map(([algorithm, value]) => ({
    target: "key",
    half: "secret",
    algorithm,
    form,
    material: value,
    ...more,
  }));
const applied = (/** @type {fc.Arbitrary<any>} */ mutation, ...values) =>
  fc.tuple(mutation, fc.constantFrom(...values)).map(([mutateValue, value]) => mutateValue(value));
const SECRET_KEY = fc.oneof(
  secretOf(
    "bytes",
    fc
      .tuple(mutate.bytes, fc.nat(64))
      .map(([mutateBytes, end]) => segment(mutateBytes(Buffer.from(SECRET.subarray(0, end))))),
  ),
  secretOf("json", applied(mutate.object, { kty: "oct", k: segment(SECRET) })),
  secretOf("text", applied(mutate.text, ...PEMS.map(({ pem }) => pem))),
  secretOf("text", applied(mutate.text, JSON.stringify(PUBLIC.ES256))),
);
const PAIR_AS_SECRET = secretOf("text", ENCODED_PAIR, { isPair: true });

const KEY = fc.oneof(PEM_KEY, DER_KEY, JWK_KEY, SET_KEY, SECRET_KEY, PAIR_AS_SECRET);

/** Creates the token for an input of the target "header" or "payload". The other part is valid. */
export function tokenFor(consumer, input) {
  const part = (encoded, valid) =>
    encoded === undefined ? JSON.stringify(valid) : Buffer.from(encoded, "base64url");
  const header = part(input.header, consumer.header);
  const payload = part(input.payload, PAYLOAD);
  return { header, payload, token: tokenOf(consumer, header, payload) };
}
