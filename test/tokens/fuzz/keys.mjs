import {
  createCipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  sign,
} from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../scripts/shared/paths.mjs";

/** The keys of every run: the examples of the RFCs, and public test secrets. */
const rfc = JSON.parse(readFileSync(join(root, "test/tokens/vectors/rfc.json"), "utf8"));

export const PRIVATE = {
  RS256: rfc.rfc7515[1].key,
  PS256: rfc.rfc7515[1].key,
  ES256: rfc.rfc7515[2].key,
  ES512: rfc.rfc7515[3].key,
  EdDSA: rfc.rfc8037.key,
};
export const PUBLIC = Object.fromEntries(
  Object.entries(PRIVATE).map(([alg, { kty, crv, x, y, n, e }]) => [
    alg,
    JSON.parse(JSON.stringify({ kty, crv, x, y, n, e })),
  ]),
);
export const SECRET = new Uint8Array(Array.from({ length: 64 }, (_, at) => (at * 37 + 11) & 255));
export const RING = [
  "the-newest-fuzzing-secret-0123456789-abcd",
  "the-oldest-fuzzing-secret-0123456789-abcd",
];
export const PURPOSE = "fuzz";
/** The current time of every verifier. Milliseconds. */
export const NOW = 1_800_000_000_000;

export const segment = (given) => Buffer.from(given).toString("base64url");
const privateKeyOf = (jwk) => createPrivateKey({ key: jwk, format: "jwk" });
const derived = (secret, purpose) =>
  Buffer.from(hkdfSync("sha256", secret, "signet", `${purpose} ${PURPOSE}`, 32));
export const ringKey = (which) => derived(RING[which], "sign");
export const ringSealKey = (which) => derived(RING[which], "seal");
export const ringKid = (which) =>
  Buffer.from(hkdfSync("sha256", RING[which], "signet", "kid", 9)).toString("base64url");

/** Signs a token (RFC 7515) with `node:crypto` only. Except with ECDSA, equal inputs give equal tokens. */
export function signedBy(key, header, payload) {
  const input = `${segment(header)}.${segment(payload)}`;
  if (Buffer.isBuffer(key) || key instanceof Uint8Array) {
    return `${input}.${createHmac("sha256", key).update(input).digest("base64url")}`;
  }
  const hash = key.kty === "OKP" ? null : "sha256";
  return `${input}.${sign(hash, Buffer.from(input), { key: privateKeyOf(key), dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
}

/**
 * Encrypts a token (RFC 7516) with `node:crypto` only: A256GCM with a key of 32 bytes, A256CBC-HS512
 * with a key of 64 bytes. The IV is fixed, so equal inputs give equal tokens.
 */
export function sealedBy(key, header, payload) {
  const aad = segment(header);
  if (key.length === 32) {
    const iv = Buffer.alloc(12, 7);
    const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(aad));
    const sealed = Buffer.concat([cipher.update(payload), cipher.final()]);
    return [aad, "", ...[iv, sealed, cipher.getAuthTag()].map(segment)].join(".");
  }
  const iv = Buffer.alloc(16, 7);
  const cipher = createCipheriv("aes-256-cbc", key.subarray(32), iv);
  const sealed = Buffer.concat([cipher.update(payload), cipher.final()]);
  const bits = Buffer.alloc(8);
  bits.writeBigUInt64BE(BigInt(aad.length) * 8n);
  const mac = createHmac("sha512", key.subarray(0, 32)).update(aad).update(iv);
  const tag = mac.update(sealed).update(bits).digest().subarray(0, 32);
  return [aad, "", ...[iv, sealed, tag].map(segment)].join(".");
}

const pem = (key, type, format = "pem") => String(key.export({ type, format }));

/** Every key in each of its PEM formats. `half` is the library option that takes the key. */
export const PEMS = Object.entries(PRIVATE).flatMap(([algorithm, jwk]) => {
  const key = privateKeyOf(jwk);
  const publicKey = createPublicKey(key);
  const oldFormats = { RSA: ["pkcs1", "pkcs1"], EC: ["sec1"] }[jwk.kty] ?? [];
  return [
    { algorithm, half: "privateKey", pem: pem(key, "pkcs8") },
    { algorithm, half: "publicKey", pem: pem(publicKey, "spki") },
    ...oldFormats
      .slice(0, 1)
      .map((type) => ({ algorithm, half: "privateKey", pem: pem(key, type) })),
    ...oldFormats
      .slice(1)
      .map((type) => ({ algorithm, half: "publicKey", pem: pem(publicKey, type) })),
  ];
});
