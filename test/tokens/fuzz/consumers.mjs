import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../scripts/shared/paths.mjs";
import * as keys from "./keys.mjs";

const now = () => keys.NOW;
const gcmKey = keys.SECRET.subarray(0, 32);
const set = {
  keys: [
    { ...keys.PUBLIC.RS256, kid: "r", alg: "RS256" },
    { ...keys.PUBLIC.ES256, kid: "e", use: "sig" },
    { ...keys.PUBLIC.EdDSA, kid: "d", key_ops: ["verify"] },
  ],
};
const header = (alg, more) => ({ alg, typ: "JWT", ...more });
const sealed = (enc, more) => ({ alg: "dir", enc, typ: "JWT", ...more });
const claims = { iss: "i", aud: ["a", "b"], sub: "s", jti: "j", nonce: "n", iat: 1_799_999_000 };

/**
 * The consumers of tokens: verifiers and openers. Each one has the header of its valid token, the
 * key that signs or seals this token, and the options that differ from the defaults. `alsoAccepts`
 * names other consumers whose valid token it accepts.
 *
 * @type {readonly Record<string, any>[]}
 */
const CONSUMERS = [
  {
    name: "HS256",
    header: header("HS256"),
    key: keys.SECRET,
    verify: { algorithm: "HS256", secret: keys.SECRET },
  },
  {
    name: "HS256 cached, lenient",
    header: header("HS256"),
    key: keys.SECRET,
    verify: {
      algorithm: "HS256",
      secret: keys.SECRET,
      cacheSize: 8,
      typ: false,
      requireExpiration: false,
    },
  },
  {
    name: "HS256 with every check",
    header: header("HS256"),
    key: keys.SECRET,
    verify: {
      algorithm: "HS256",
      secret: keys.SECRET,
      issuer: ["i", "k"],
      audience: "b",
      subject: "s",
      jwtid: "j",
      nonce: "n",
      maxAge: "1h",
      clockTolerance: "5s",
      requiredClaims: ["x"],
    },
  },
  ...["RS256", "ES256", "EdDSA"].map((algorithm) => ({
    name: algorithm,
    header: header(algorithm),
    key: keys.PRIVATE[algorithm],
    verify: { algorithm, publicKey: keys.PUBLIC[algorithm] },
  })),
  {
    name: "JWKS",
    header: header("EdDSA", { kid: "d" }),
    key: keys.PRIVATE.EdDSA,
    verify: { algorithm: ["RS256", "ES256", "EdDSA"], jwks: set },
    kids: ["d"],
    optionalKid: true,
    alsoAccepts: ["RS256", "ES256"],
  },
  {
    name: "ring",
    header: header("HS256", { kid: keys.ringKid(1) }),
    key: keys.ringKey(1),
    ring: keys.RING,
    verify: { purpose: keys.PURPOSE },
    kids: [keys.ringKid(1)],
  },
  {
    name: "pairs",
    header: header("EdDSA", { kid: "pair" }),
    key: keys.PRIVATE.EdDSA,
    ring: [
      { algorithm: "EdDSA", privateKey: keys.PRIVATE.EdDSA, kid: "pair" },
      { algorithm: "ES256", publicKey: keys.PUBLIC.ES256 },
    ],
    verify: {},
    kids: ["pair"],
    optionalKid: true,
    alsoAccepts: ["ES256"],
  },
  { name: "A256GCM", header: sealed("A256GCM"), key: gcmKey, open: { secret: gcmKey } },
  {
    name: "A256CBC-HS512",
    header: sealed("A256CBC-HS512"),
    key: keys.SECRET,
    open: { secret: keys.SECRET, encryption: "A256CBC-HS512" },
  },
  {
    name: "sealing ring",
    header: sealed("A256GCM", { kid: keys.ringKid(0) }),
    key: keys.ringSealKey(0),
    ring: keys.RING,
    open: { purpose: keys.PURPOSE },
    kids: [keys.ringKid(0)],
  },
];

export const PAYLOAD = {
  ...claims,
  exp: 1_800_001_000,
  x: { deep: ["\u017c\u{1f600}", 1.5, null] },
};

/** Creates a token with a consumer's key, and with any header and payload. */
export function tokenOf(consumer, headerText, payload) {
  return (consumer.open ? keys.sealedBy : keys.signedBy)(consumer.key, headerText, payload);
}

/**
 * Creates the valid token of each consumer.
 *
 * @returns {Record<string, string>}
 */
export function createValidTokens() {
  return Object.fromEntries(
    CONSUMERS.map((consumer) => [
      consumer.name,
      tokenOf(consumer, JSON.stringify(consumer.header), JSON.stringify(PAYLOAD)),
    ]),
  );
}

/**
 * Reads the stored result of {@link createValidTokens}. It is stored because an ECDSA signature is
 * different each time, and the inputs of a seed must not change.
 *
 * @returns {Record<string, string>}
 */
export function readValidTokens() {
  return JSON.parse(readFileSync(join(root, "test/tokens/fuzz/valid-tokens.json"), "utf8"));
}

/**
 * Creates the consumers for all builds. `verifiers` holds a function for each build. It returns the
 * claims of a token, or throws.
 */
export async function consumersOf(builds) {
  const validTokens = readValidTokens();
  return Promise.all(
    CONSUMERS.map(async (consumer) => {
      const verifiers = Object.entries(builds).map(async ([build, entry]) => {
        const ring = consumer.ring && { keys: await entry.keyRing(consumer.ring) };
        const options = { ...(consumer.open ?? consumer.verify), ...ring, now };
        const create = consumer.open ? entry.createOpener : entry.createVerifier;
        return [build, await create(options)];
      });
      const parts = [JSON.stringify(consumer.header), JSON.stringify(PAYLOAD)];
      return {
        ...consumer,
        validToken: validTokens[consumer.name],
        parts,
        verifiers: Object.fromEntries(await Promise.all(verifiers)),
      };
    }),
  );
}
