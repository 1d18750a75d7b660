import fc from "fast-check";

/** Arbitraries of mutations. Each value is a function that returns a mutated copy of its argument. */

const CHARACTERS = [
  ...'AQgw_-.=+/ \n\t\0"\\{}[]:,09azZ\u00e9\u017c\u0141\u200b\ufeff\ufffd',
  "\ud800",
  "\u{1f600}",
];
const NUMBERS = [0, -0, -1, 1, 0.5, 1e308, -1e308, 2 ** 31, 2 ** 53, 4e9];
/** The current time of every verifier, one second before it and one after it. Seconds. */
const TIMES = [1_799_999_999, 1_800_000_000, 1_800_000_001];
const words = (text) => text.trim().split(/\s+/);
const TEXTS = [
  ...words(`
    HS256 HS384 HS512 RS256 PS256 ES256 ES384 EdDSA Ed25519 none NONE dir A256GCM A256CBC-HS512
    A128GCM RSA-OAEP PBES2-HS512+A256KW JWT jwt application/JWT at+jwt DEF b64 exp sig enc
    EC OKP RSA oct P-256 P-384 secp256k1 X25519 AQAB k r e __proto__ constructor toString`),
  "",
];
/** @type {readonly unknown[]} */
const VALUES = [
  ...NUMBERS,
  ...TIMES,
  ...TEXTS,
  null,
  true,
  false,
  [],
  {},
  [""],
  ["b64"],
  ["exp"],
  { toString: 1 },
];
const MEMBERS = words(`
  alg enc typ kid crit b64 zip cty jwk jku x5u x5c p2c p2s epk apu iss sub aud exp nbf iat jti nonce
  kty crv x y n e d p q dp dq qi k use key_ops keys oth ext __proto__ constructor toJSON`);

/** The position of a mutation. Its remainder by the length of the mutated value is used. */
export const PLACE = fc.nat();

/**
 * Generates a value in the given percentage of cases, and undefined in the others.
 *
 * @returns {fc.Arbitrary<any>}
 */
export const rarely = (percent, arbitrary) =>
  fc.oneof(
    { weight: 100 - percent, arbitrary: fc.constant(undefined) },
    { weight: percent, arbitrary },
  );

/** Applies several mutations in sequence. */
const several = (mutation, minLength, maxLength) =>
  fc
    .array(mutation, { minLength, maxLength })
    .map((mutations) => (value) => mutations.reduce((mutated, mutate) => mutate(mutated), value));

const CHARACTER = fc.constantFrom(...CHARACTERS);
const INSERTED = fc.oneof(
  { weight: 9, arbitrary: fc.string({ unit: CHARACTER, maxLength: 2 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(CHARACTER, fc.nat(2_999))
      .map(([character, times]) => character.repeat(times)),
  },
);
const TEXT_MUTATION = fc
  .record({
    place: PLACE,
    removedFew: fc.nat(2),
    removedMany: rarely(20, PLACE),
    inserted: INSERTED,
  })
  .map(({ place, removedFew, removedMany, inserted }) => (given) => {
    const at = place % (given.length + 1);
    const removed = removedMany === undefined ? removedFew : removedMany % (given.length + 1);
    return given.slice(0, at) + inserted + given.slice(at + removed);
  });

/** Mutates a text in one to three places. */
export const text = several(TEXT_MUTATION, 1, 3);

const BYTE = fc.oneof(
  { weight: 2, arbitrary: fc.nat(7).map((bit) => (byte) => byte ^ (1 << bit)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(0, 1, 0x7f, 0x80, 0x84, 0xff).map((value) => () => value),
  },
);
const BYTES_MUTATION = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.tuple(PLACE, BYTE).map(([place, mutate]) => (given) => {
      const at = place % given.length;
      return given.length === 0 ? given : given.with(at, mutate(given[at]));
    }),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(PLACE, fc.uint8Array({ maxLength: 3 }), fc.nat(3), fc.boolean())
      .map(([place, inserted, removed, isInsertion]) => (given) => {
        const at = place % (given.length + 1);
        return isInsertion
          ? Buffer.concat([given.subarray(0, at), inserted, given.subarray(at)])
          : Buffer.concat([given.subarray(0, at), given.subarray(at + removed)]);
      }),
  },
);

/** Mutates a Buffer in one to three places, and returns a Buffer. */
export const bytes = several(BYTES_MUTATION, 1, 3).map(
  (mutate) => (given) => Buffer.from(mutate(given)),
);

const MEMBER = fc.constantFrom(...MEMBERS);
const VALUE = fc.constantFrom(...VALUES);
const JSON_VALUE = fc
  .oneof(
    { weight: 18, arbitrary: VALUE },
    { weight: 1, arbitrary: VALUE.map((value) => [value, value]) },
    { weight: 1, arbitrary: fc.tuple(MEMBER, VALUE).map((member) => Object.fromEntries([member])) },
  )
  .map((value) => JSON.stringify(value));
const MEMBERS_MUTATION = fc
  .record({ place: PLACE, kind: fc.nat(4), name: MEMBER, value: JSON_VALUE })
  .map(({ place, kind, name, value }) => (members) => {
    const at = place % (members.length || 1);
    const old = members[at];
    if (kind === 0) return members.toSpliced(at, 1);
    if (kind === 1 && old) return members.with(at, [old[0], value]);
    if (kind === 2 && old) return [...members, old];
    return members.toSpliced(at, 0, [name, value]);
  });

/** Writes an object as JSON in which members are changed, added, removed or duplicated. */
export const object = fc
  .record({
    mutateMembers: several(MEMBERS_MUTATION, 0, 3),
    escaped: rarely(25, PLACE),
    space: rarely(10, fc.constantFrom(" ", "\n", "\t", "\r\n", "\ufeff", "\u00a0")),
    mutateText: rarely(8, text),
  })
  .map(({ mutateMembers, escaped, space = "", mutateText = (json) => json }) => (given) => {
    const members = mutateMembers(
      Object.entries(given).map(([name, value]) => [name, JSON.stringify(value)]),
    );
    const parts = members.map(([name, value], at) => {
      const isEscaped = escaped !== undefined && at === escaped % members.length;
      return `${space}${isEscaped ? escapedName(name) : JSON.stringify(name)}:${value}`;
    });
    return mutateText(`{${parts.join(",")}}${space}`);
  });

/** Writes a member name with its first character escaped. A parser reads the same name. */
function escapedName(name) {
  if (name === "") return JSON.stringify(name);
  const first = name.charCodeAt(0).toString(16).padStart(4, "0");
  return `"\\u${first}${JSON.stringify(name).slice(2)}`;
}
