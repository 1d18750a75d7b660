import { hkdfSync, webcrypto } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { BUILDS } from "../../../../test/tokens/fuzz/builds.ts";
import type { Algorithm, AsymmetricAlgorithm, HmacAlgorithm } from "./crypto/algorithms.ts";
import { isHmac } from "./crypto/algorithms.ts";
import type { Crypto, SigningKey, VerifyingKey } from "./crypto/contract.ts";
import type { Jwk } from "./crypto/material.ts";

const folder = join(import.meta.dirname, "../../../../test/tokens/vectors");
const read = (path: string) => JSON.parse(readFileSync(join(folder, path), "utf8"));
const cookbook = (path: string) => read(join("cookbook", path));
const rfc = read("rfc.json");

interface Printed {
  readonly section: string;
  readonly alg: Algorithm;
  readonly key: Jwk;
  readonly compact: string;
}
const SIGNED: readonly Printed[] = rfc.rfc7515.slice(0, 3);
const WRAPPED: readonly Printed[] = rfc.rfc7516;

interface Jws {
  readonly input: { readonly payload: string; readonly key: Jwk; readonly alg: Algorithm };
  readonly signing: { readonly "sig-input": string; readonly sig: string };
  readonly output: { readonly compact: string };
}

const beforeExpiry = () => 1_300_819_379_000;
const bytes = (encoded: string) => new Uint8Array(Buffer.from(encoded, "base64url"));

function publicHalf({ kty, crv, x, y, n, e }: Jwk): Jwk {
  return JSON.parse(JSON.stringify({ kty, crv, x, y, n, e }));
}

async function signingKey(build: Crypto, alg: Algorithm, key: Jwk): Promise<SigningKey> {
  return isHmac(alg) ? hmac(build, alg, key) : build.privateKey(alg, key);
}

async function verifyingKey(build: Crypto, alg: Algorithm, key: Jwk): Promise<VerifyingKey> {
  return isHmac(alg) ? hmac(build, alg, key) : build.publicKey(alg, publicHalf(key));
}

function hmac(build: Crypto, alg: HmacAlgorithm, key: Jwk) {
  return build.hmacKey(alg, bytes(String(key["k"])));
}

/** A verifier that accepts any type and any claims. */
function lenient(algorithm: Algorithm, key: Jwk) {
  const rules = { typ: false, requireExpiration: false, now: beforeExpiry } as const;
  return isHmac(algorithm)
    ? { algorithm, secret: key, ...rules }
    : { algorithm: algorithm as AsymmetricAlgorithm, publicKey: publicHalf(key), ...rules };
}

async function refused(attempt: () => unknown, message: RegExp): Promise<void> {
  const error = await new Promise((resolve) => resolve(attempt())).then(
    () => "accepted",
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({
    name: expect.stringMatching(/^(MalformedToken|TokenKey)Error$/),
    message: expect.stringMatching(message),
  });
}

describe.each(BUILDS)("$name: signed tokens", ({ crypto, createVerifier }) => {
  test.each(SIGNED)(
    "the token of RFC 7515 $section ($alg) is accepted, and refused from exp",
    async ({ alg, key, compact }) => {
      const options = lenient(alg, key);
      expect(await (await createVerifier(options))(compact)).toEqual(rfc.claims);
      const late = await createVerifier({ ...options, now: () => 1_300_819_380_000 });
      await expect((async () => late(compact))()).rejects.toMatchObject({ code: "token-expired" });
      const [header, payload, signature] = compact.split(".");
      const signing = await signingKey(crypto, alg, key);
      const ours = await signing.sign(`${header}.${payload}`);
      if (alg !== "ES256") expect(ours).toBe(signature);
      const verifying = await verifyingKey(crypto, alg, key);
      expect(await verifying.verify(`${header}.${payload}`, ours)).toBe(true);
    },
  );

  test("the signature of RFC 7515 A.4 (ES512) verifies, and its payload is refused as no claims", async () => {
    const { alg, key, compact } = rfc.rfc7515[3];
    const [header, payload, signature] = compact.split(".");
    const verifying = await verifyingKey(crypto, alg, key);
    expect(await verifying.verify(`${header}.${payload}`, signature)).toBe(true);
    const verify = await createVerifier(lenient(alg, key));
    await refused(() => verify(compact), /payload is no JSON object/);
  });

  test("the unsecured tokens of RFC 7515 A.5 and RFC 7519 6.1 are refused with every configuration", async () => {
    const unsecured = rfc.rfc7515[4].compact;
    for (const { alg, key, compact } of rfc.rfc7515.slice(0, 4)) {
      const verify = await createVerifier(lenient(alg, key));
      await refused(() => verify(unsecured), /no signed token/);
      await refused(
        () => verify(unsecured + compact.split(".")[2]),
        /algorithm \(alg\) is not one/,
      );
    }
  });

  test.each([
    ["4_1.rsa_v15_signature", true],
    ["4_2.rsa-pss_signature", false],
    ["4_3.ecdsa_signature", false],
    ["4_4.hmac-sha2_integrity_protection", true],
  ])(
    "the signature of RFC 7520 %s verifies, and its text payload is refused",
    async (name, deterministic) => {
      const { input, signing, output }: Jws = cookbook(`jws/${name}.json`);
      const verifying = await verifyingKey(crypto, input.alg, input.key);
      expect(await verifying.verify(signing["sig-input"], signing.sig)).toBe(true);
      expect(await verifying.verify(`${signing["sig-input"]}A`, signing.sig)).toBe(false);
      const ours = await (await signingKey(crypto, input.alg, input.key)).sign(
        signing["sig-input"],
      );
      expect(ours === signing.sig).toBe(deterministic);
      expect(await verifying.verify(signing["sig-input"], ours)).toBe(true);
      const verify = await createVerifier(lenient(input.alg, input.key));
      await refused(() => verify(output.compact), /payload is no JSON object/);
    },
  );

  test.each([
    "4_5.signature_with_detached_content",
    "4_6.protecting_specific_header_fields",
    "4_7.protecting_content_only",
    "4_8.multiple_signatures",
  ])("RFC 7520 %s, detached or serialised as JSON, is refused", async (name) => {
    const { input, output } = cookbook(`jws/${name}.json`);
    const key = [input.key].flat().find(({ kty }: Jwk) => kty === "oct");
    const verify = await createVerifier(lenient("HS256", key));
    for (const form of Object.values(output)) {
      const text = typeof form === "string" ? form : JSON.stringify(form);
      await refused(() => verify(text), /no signed token/);
      if (typeof form === "object")
        await refused(() => verify(form as unknown as string), /is no text/);
    }
  });

  test("an unencoded payload (RFC 7797) is refused in every form", async () => {
    const { input, output } = cookbook("rfc7797/hmac-sha2_b64_false.json");
    const json = cookbook("rfc7797/4.2.hmac-sha2_b64_false.json").output.json_flat;
    const verify = await createVerifier(lenient("HS256", input.key));
    await refused(() => verify(output.compact), /no signed token/);
    await refused(() => verify(JSON.stringify(json)), /no signed token/);
    const joined = `${json.protected}.${json.payload}.${json.signature}`;
    await refused(() => verify(joined), /no signed token/);
    const key = await signingKey(crypto, "HS256", input.key);
    const payload = Buffer.from("{}").toString("base64url");
    for (const [header, message] of [
      [output.json_flat.protected, /extensions \(crit\)/],
      [json.protected, /unencoded payload \(b64\)/],
    ]) {
      const signature = await key.sign(`${header}.${payload}`);
      await refused(() => verify(`${header}.${payload}.${signature}`), message);
    }
  });

  test("the signature of RFC 8037 A.4 (EdDSA) is reproduced and verifies, and its text payload is refused", async () => {
    const { input, signing, output }: Jws = cookbook("curve25519/jws.json");
    const key = await crypto.privateKey("EdDSA", input.key);
    expect(await key.sign(signing["sig-input"])).toBe(signing.sig);
    const verifying = await verifyingKey(crypto, "EdDSA", input.key);
    expect(await verifying.verify(signing["sig-input"], signing.sig)).toBe(true);
    const verify = await createVerifier(lenient("EdDSA", input.key));
    await refused(() => verify(output.compact), /payload is no JSON object/);
  });

  test("the signed token of RFC 7520 6 (PS256) is accepted, and refused from exp", async () => {
    const { sign } = cookbook("6.nesting_signatures_and_encryption.json");
    const options = lenient("PS256", sign.input.key);
    const claims = JSON.parse(sign.input.payload);
    expect(await (await createVerifier(options))(sign.output.compact)).toEqual(claims);
  });
});

describe.each(BUILDS)("$name: sealed tokens", ({ crypto, createOpener }) => {
  const opener = (encryption: "A256GCM" | "A256CBC-HS512") =>
    createOpener({
      encryption,
      secret: new Uint8Array(encryption === "A256GCM" ? 32 : 64),
      typ: false,
      requireExpiration: false,
    });

  test("the token of RFC 7516 A.1 (A256GCM) opens with its content key", async () => {
    const { compact, cek, text } = rfc.rfc7516[0];
    const [header, , iv, ciphertext, tag] = compact.split(".");
    const key = await crypto.contentKey("A256GCM", bytes(cek));
    expect(await key.decrypt(header, { iv, ciphertext, tag })).toBe(text);
    expect(await key.decrypt(`${header}A`, { iv, ciphertext, tag })).toBeNull();
  });

  test.each(WRAPPED)(
    "the token of RFC 7516 $section is refused, because its key is wrapped",
    async ({ compact }) => {
      for (const encryption of ["A256GCM", "A256CBC-HS512"] as const) {
        const open = await opener(encryption);
        await refused(() => open(compact), /with direct encryption/);
      }
    },
  );

  test.each([
    "jwe/5_1.key_encryption_using_rsa_v15_and_aes-hmac-sha2",
    "jwe/5_2.key_encryption_using_rsa-oaep_with_aes-gcm",
    "jwe/5_3.key_wrap_using_pbes2-aes-keywrap_with-aes-cbc-hmac-sha2",
    "jwe/5_4.key_agreement_with_key_wrapping_using_ecdh-es_and_aes-keywrap_with_aes-gcm",
    "jwe/5_5.key_agreement_using_ecdh-es_with_aes-cbc-hmac-sha2",
    "jwe/5_6.direct_encryption_using_aes-gcm",
    "jwe/5_7.key_wrap_using_aes-gcm_keywrap_with_aes-cbc-hmac-sha2",
    "jwe/5_8.key_wrap_using_aes-keywrap_with_aes-gcm",
    "jwe/5_9.compressed_content",
    "jwe/5_10.including_additional_authentication_data",
    "jwe/5_11.protecting_specific_header_fields",
    "jwe/5_12.protecting_content_only",
    "jwe/5_13.encrypting_to_multiple_recipients",
    "curve25519/ecdh-es",
  ])("the example %s of RFC 7520 and 8037 is refused in every form", async (name) => {
    const forms = Object.values(cookbook(`${name}.json`).output).map((form) =>
      typeof form === "string" ? form : JSON.stringify(form),
    );
    for (const encryption of ["A256GCM", "A256CBC-HS512"] as const) {
      const open = await opener(encryption);
      for (const form of forms) {
        const ours = /^[\w-]+\.\.[^.]+\.[^.]+\.[^.]+$/.test(form);
        await refused(() => open(form), ours ? /algorithm \(alg\) is not one/ : /no sealed token/);
      }
    }
  });

  test("PBES2, compression and other encryptions are refused, also with an empty key", async () => {
    const { output } = cookbook("jwe/5_6.direct_encryption_using_aes-gcm.json");
    const [, , iv, ciphertext, tag] = output.compact.split(".");
    const open = await opener("A256GCM");
    for (const [header, message] of [
      [{ alg: "PBES2-HS512+A256KW", enc: "A256GCM", p2c: 2 ** 31 }, /algorithm \(alg\) is not one/],
      [{ alg: "dir", enc: "A256GCM", zip: "DEF" }, /compressed payload \(zip\)/],
      [{ alg: "dir", enc: "A128GCM" }, /algorithm \(alg\) is not one/],
      [{ alg: "ECDH-ES", enc: "A256GCM" }, /algorithm \(alg\) is not one/],
      [{ alg: "dir" }, /algorithm \(alg\) is not one/],
    ] as const) {
      const encoded = Buffer.from(JSON.stringify(header)).toString("base64url");
      await refused(() => open(`${encoded}..${iv}.${ciphertext}.${tag}`), message);
    }
  });

  test("the A128GCM key of RFC 7520 5.6 is refused", async () => {
    const { input } = cookbook("jwe/5_6.direct_encryption_using_aes-gcm.json");
    await refused(() => crypto.contentKey("A256GCM", bytes(input.key.k)), /needs exactly 32/);
    await refused(() => createOpener({ secret: input.key }), /for another algorithm/);
  });

  test("the sealed token of RFC 7520 6 is refused", async () => {
    const { encrypt } = cookbook("6.nesting_signatures_and_encryption.json");
    const open = await opener("A256GCM");
    await refused(() => open(encrypt.output.compact), /with direct encryption/);
  });
});

describe.each(BUILDS)("$name: keys", ({ crypto, keyRing }) => {
  test("the keys of RFC 7520 3 work for their own algorithm only", async () => {
    const jwk = (name: string): Jwk => cookbook(`jwk/${name}.json`);
    const ec = await crypto.privateKey("ES512", jwk("3_2.ec_private_key"));
    const ecPublic = await crypto.publicKey("ES512", jwk("3_1.ec_public_key"));
    expect(await ecPublic.verify("text", await ec.sign("text"))).toBe(true);
    const rsa = await crypto.privateKey("RS256", jwk("3_4.rsa_private_key"));
    const rsaPublic = await crypto.publicKey("RS256", jwk("3_3.rsa_public_key"));
    expect(await rsaPublic.verify("text", await rsa.sign("text"))).toBe(true);
    await refused(() => crypto.publicKey("ES256", jwk("3_1.ec_public_key")), /needs/);
    await refused(() => crypto.publicKey("RS256", jwk("3_4.rsa_private_key")), /no public key/);
    await refused(() => crypto.privateKey("ES512", jwk("3_1.ec_public_key")), /no private key/);
    await refused(
      () => crypto.publicKey("EdDSA", cookbook("curve25519/ecdh-es.json").input.key),
      /./,
    );
  });

  test("a kid is the thumbprint of RFC 7638 and RFC 8037 A.3", async () => {
    const { rfc7638, rfc8037 } = rfc;
    const ring = await keyRing([
      { algorithm: "EdDSA", privateKey: rfc8037.key },
      { algorithm: "RS256", publicKey: rfc7638.key },
    ]);
    expect(ring.keys.map(({ kid }) => kid)).toEqual([rfc8037.thumbprint, rfc7638.thumbprint]);
  });

  test("hkdf equals an HKDF that passes RFC 5869 A.1 and A.3, with the salt of the library", async () => {
    const unhex = (text: string) => new Uint8Array(Buffer.from(text, "hex"));
    for (const one of rfc.rfc5869) {
      const [ikm, salt, info] = [one.ikm, one.salt, one.info].map(unhex);
      const byNode = hkdfSync("sha256", ikm ?? "", salt ?? "", info ?? "", 42);
      expect(Buffer.from(byNode).toString("hex")).toBe(one.okm);
      const key = await webcrypto.subtle.importKey("raw", unhex(one.ikm), "HKDF", false, [
        "deriveBits",
      ]);
      const scheme = {
        name: "HKDF",
        hash: "SHA-256",
        salt: unhex(one.salt),
        info: unhex(one.info),
      };
      const byWeb = await webcrypto.subtle.deriveBits(scheme, key, 42 * 8);
      expect(Buffer.from(byWeb).toString("hex")).toBe(one.okm);
    }
    const secret = "\v".repeat(22);
    const ours = await crypto.hkdf(secret, "sign session", 42);
    const expected = hkdfSync("sha256", secret, "signet", "sign session", 42);
    expect(Buffer.from(ours)).toEqual(Buffer.from(expected));
  });
});
