import { Buffer } from "node:buffer";
import fc from "fast-check";
import { PAYLOAD, tokenOf } from "./consumers.mjs";
import { DISGUISED } from "./disguise.mjs";
import { PEMS, PRIVATE, PUBLIC, SECRET, segment } from "./keys.mjs";
import * as change from "./mutate.mjs";

/**
 * Inputs for every target, each one a value that JSON holds, so that it can be kept.
 *
 * @param {Record<string, any[]>} kept inputs by target; those added later count as well
 */
export function inputsOf(consumers, kept) {
  const keptOf = (target) =>
    change.PLACE.map((place) => kept[target]?.at(place % kept[target].length));
  const consumer = fc.constantFrom(...consumers);
  const header = fc.tuple(consumer, STRANGE_JSON).map(([{ name, header }, strange]) => ({
    target: "header",
    consumer: name,
    header: segment(strange(header)),
  }));
  const payload = fc.tuple(consumer, STRANGE_JSON).map(([{ name }, strange]) => ({
    target: "payload",
    consumer: name,
    payload: segment(strange(PAYLOAD)),
  }));
  const keptKey = fc
    .tuple(keptOf("key"), change.text, KEY)
    .map(([one, strange, other]) =>
      one?.material && !one.isPair ? { ...one, material: strange(one.material) } : other,
    );
  return fc.noBias(
    fc.oneof(
      { weight: 2, arbitrary: tokens(consumers, keptOf("token")) },
      { weight: 1, arbitrary: header },
      { weight: 1, arbitrary: payload },
      { weight: 1, arbitrary: weighted([4, KEY], [1, keptKey]) },
    ),
  );
}

/** @returns {fc.Arbitrary<any>} */
const weighted = (...choices) =>
  fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));

const STRANGE_JSON = fc
  .tuple(change.object, change.rarely(8, change.bytes))
  .map(([strange, damaged]) => (given) => {
    const made = Buffer.from(strange(given));
    return damaged ? damaged(made) : made;
  });

/** Token texts: good ones, or kept ones, with a strange segment or strange characters. */
function tokens(consumers, kept) {
  const goods = consumers.map(({ good }) => good);
  const good = fc.constantFrom(...goods);
  const base = weighted([4, good], [1, kept.map((input) => input?.text ?? goods[0])]);
  const other = fc.constantFrom(...goods.flatMap((token) => token.split(".")));
  const last = fc.constantFrom(..."ABCDEFGHgwQ_-");
  const start = fc.constantFrom("", " ", ".", "..", "....", "null", "Bearer ");
  const strange = weighted(
    [1, inSegments(other, (parts, at, one) => parts.with(at, one))],
    [
      1,
      inSegments(change.bytes, (parts, at, damaged) =>
        parts.with(at, reencoded(parts[at], damaged)),
      ),
    ],
    [1, inSegments(other, (parts, at) => parts.toSpliced(at, 1))],
    [1, inSegments(other, (parts, at, one) => parts.toSpliced(at, 0, one))],
    [1, inSegments(last, (parts, at, one) => parts.with(at, parts[at].slice(0, -1) + one))],
    [
      1,
      fc.tuple(start, fc.nat(299)).map(
        ([text, end]) =>
          (token) =>
            text + token.slice(0, end),
      ),
    ],
    [2, change.text],
  );
  return fc.tuple(base, strange).map(([token, made]) => ({ target: "token", text: made(token) }));
}

const reencoded = (part, damaged) => segment(damaged(Buffer.from(part, "base64url")));

const inSegments = (arbitrary, changed) =>
  fc.tuple(change.PLACE, arbitrary).map(([place, value]) => (token) => {
    const parts = token.split(".");
    return changed(parts, place % parts.length, value).join(".");
  });

const halfOf = (jwk) => (jwk.d ? "privateKey" : "publicKey");
/** An algorithm in place of the key's own. */
const OTHER = change.rarely(
  15,
  fc.constantFrom(...Object.keys(PRIVATE), "ES384", "RS512", "HS256"),
);
const PEM = fc.constantFrom(...PEMS);

const PEM_KEY = fc
  .tuple(PEM, change.text, OTHER)
  .map(([{ algorithm, half, pem }, strange, other = algorithm]) => ({
    target: "key",
    form: "pem",
    half,
    algorithm: other,
    material: strange(pem),
  }));

const DER_KEY = fc
  .tuple(PEM, change.bytes, OTHER)
  .map(([{ algorithm, half, pem }, damaged, other = algorithm]) => {
    const [first = "", ...rest] = pem.trim().split("\n");
    const der = damaged(Buffer.from(rest.slice(0, -1).join(""), "base64"));
    const material = [first, der.toString("base64"), rest.at(-1)].join("\n");
    return { target: "key", form: "pem", half, algorithm: other, material };
  });

const STRANGE_JWK = fc
  .tuple(fc.boolean(), change.PLACE, change.object, change.bytes)
  .map(([isObject, place, strange, damaged]) => (jwk) => {
    const members = Object.entries(jwk);
    const [name, value] = members[place % members.length];
    if (name === "kty" || name === "crv" || isObject) return strange(jwk);
    return JSON.stringify({ ...jwk, [name]: reencoded(value, damaged) });
  });

const JWK_KEY = fc
  .tuple(
    fc.constantFrom(...Object.entries(PRIVATE), ...Object.entries(PUBLIC)),
    STRANGE_JWK,
    change.rarely(10, fc.constantFrom("privateKey", "publicKey", "secret")),
    OTHER,
  )
  .map(([[algorithm, jwk], strange, half = halfOf(jwk), other = algorithm]) => ({
    target: "key",
    form: "json",
    half,
    algorithm: other,
    material: strange(jwk),
  }));

const SET_MEMBER = fc
  .tuple(
    fc.constantFrom(...Object.values(PUBLIC), PRIVATE.EdDSA),
    fc.constantFrom("a", "b"),
    change.rarely(40, STRANGE_JWK),
  )
  .map(([jwk, kid, strange]) => (strange ? strange(jwk) : JSON.stringify({ ...jwk, kid })));
const SET_KEY = fc
  .tuple(fc.array(SET_MEMBER, { maxLength: 3 }), change.rarely(10, change.text), OTHER)
  .map(([members, strange = (made) => made, other = "EdDSA"]) => ({
    target: "key",
    form: "json",
    half: "jwks",
    algorithm: other,
    material: strange(`{"keys":[${members.join(",")}]}`),
  }));

const secretOf = (form, material, more = {}) =>
  fc.tuple(fc.constantFrom("HS256", "HS384", "HS512"), material).map(([algorithm, made]) => ({
    target: "key",
    half: "secret",
    algorithm,
    form,
    material: made,
    ...more,
  }));
const applied = (/** @type {fc.Arbitrary<any>} */ strange, ...given) =>
  fc.tuple(strange, fc.constantFrom(...given)).map(([made, one]) => made(one));
const SECRET_KEY = fc.oneof(
  secretOf(
    "bytes",
    fc
      .tuple(change.bytes, fc.nat(64))
      .map(([damaged, end]) => segment(damaged(Buffer.from(SECRET.subarray(0, end))))),
  ),
  secretOf("json", applied(change.object, { kty: "oct", k: segment(SECRET) })),
  secretOf("text", applied(change.text, ...PEMS.map(({ pem }) => pem))),
  secretOf("text", applied(change.text, JSON.stringify(PUBLIC.ES256))),
);
const PAIR_AS_SECRET = secretOf("text", DISGUISED, { isPair: true });

const KEY = fc.oneof(PEM_KEY, DER_KEY, JWK_KEY, SET_KEY, SECRET_KEY, PAIR_AS_SECRET);

/** The token that a header or payload target stands for. */
export function tokenFor(consumer, input) {
  const part = (encoded, own) =>
    encoded === undefined ? JSON.stringify(own) : Buffer.from(encoded, "base64url");
  const header = part(input.header, consumer.header);
  const payload = part(input.payload, PAYLOAD);
  return { header, payload, token: tokenOf(consumer, header, payload) };
}
