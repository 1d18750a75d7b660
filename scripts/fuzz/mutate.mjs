/** What makes strange texts, bytes and JSON of good ones. Each takes the random numbers first. */

const CHARACTERS = [
  ...'AQgw_-.=+/ \n\t\0"\\{}[]:,09azZ\u00e9\u017c\u0141\u200b\ufeff\ufffd',
  "\ud800",
  "\u{1f600}",
];
const NUMBERS = [
  0,
  -0,
  -1,
  1,
  0.5,
  1e308,
  -1e308,
  2 ** 31,
  2 ** 53,
  1_799_999_999,
  1_800_000_000,
  1_800_000_001,
  4e9,
];
const TEXTS = [
  ..."HS256 HS384 HS512 RS256 PS256 ES256 ES384 EdDSA Ed25519 none NONE dir A256GCM A256CBC-HS512".split(
    " ",
  ),
  ..."A128GCM RSA-OAEP PBES2-HS512+A256KW JWT jwt application/JWT at+jwt DEF b64 exp sig enc".split(
    " ",
  ),
  ..."EC OKP RSA oct P-256 P-384 secp256k1 X25519 AQAB k r e __proto__ constructor toString".split(
    " ",
  ),
  "",
];
/** @type {readonly unknown[]} */
const VALUES = [
  ...NUMBERS,
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
const MEMBERS = [
  ..."alg enc typ kid crit b64 zip cty jwk jku x5u x5c p2c p2s epk apu iss sub aud exp nbf iat jti nonce".split(
    " ",
  ),
  ..."kty crv x y n e d p q dp dq qi k use key_ops keys oth ext __proto__ constructor toJSON".split(
    " ",
  ),
];

/** A text with a few strange places. */
export function text(random, given) {
  let made = given;
  for (let times = 1 + random.below(3); times > 0; times--) {
    const at = random.below(made.length + 1);
    const length = random.chance(80) ? random.below(3) : random.below(made.length + 1);
    const put = random.chance(90)
      ? Array.from({ length: random.below(3) }, () => random.pick(CHARACTERS)).join("")
      : random.pick(CHARACTERS).repeat(random.below(3_000));
    made = made.slice(0, at) + put + made.slice(at + length);
  }
  return made;
}

/** Bytes with a few strange places. */
export function bytes(random, given) {
  let made = Buffer.from(given);
  for (let times = 1 + random.below(3); times > 0; times--) {
    const at = random.below(made.length + 1);
    const how = random.below(5);
    if (how < 2 && at < made.length) made[at] ^= 1 << random.below(8);
    else if (how === 2 && at < made.length) made[at] = random.pick([0, 1, 0x7f, 0x80, 0x84, 0xff]);
    else if (how === 3)
      made = Buffer.concat([
        made.subarray(0, at),
        random.bytes(random.below(4)),
        made.subarray(at),
      ]);
    else made = Buffer.concat([made.subarray(0, at), made.subarray(at + random.below(4))]);
  }
  return made;
}

/** The text of an object, of which members were changed, added, taken or named twice. */
export function object(random, given) {
  const members = Object.entries(given).map(([name, value]) => [name, JSON.stringify(value)]);
  for (let times = random.below(4); times > 0; times--) {
    const at = random.below(members.length || 1);
    const value = JSON.stringify(anyValue(random));
    const how = random.below(5);
    if (how === 0) members.splice(at, 1);
    else if (how === 1 && members[at]) members[at] = [members[at][0], value];
    else if (how === 2 && members[at]) members.push([...members[at]]);
    else members.splice(at, 0, [random.pick(MEMBERS), value]);
  }
  const space = random.chance(10) ? random.pick([" ", "\n", "\t", "\r\n", "\ufeff", "\u00a0"]) : "";
  const body = members.map(([name, value]) => `${space}${nameOf(random, name)}:${value}`).join(",");
  const made = `{${body}}${space}`;
  return random.chance(8) ? text(random, made) : made;
}

/** JSON.stringify leaves out what it cannot hold; a made-up object must not become nothing. */
function anyValue(random) {
  const value = random.pick(VALUES);
  if (!random.chance(10)) return value;
  return random.chance(50) ? [value, value] : { [random.pick(MEMBERS)]: value };
}

/** A name may be written with escapes, and is the same name. */
function nameOf(random, name) {
  if (!random.chance(5) || name === "") return JSON.stringify(name);
  const first = name.charCodeAt(0).toString(16).padStart(4, "0");
  return `"\\u${first}${JSON.stringify(name).slice(2)}`;
}
