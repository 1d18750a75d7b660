import { createPrivateKey, createPublicKey, randomBytes, webcrypto } from "node:crypto";
import { exportPKCS8, exportSPKI, jwtVerify, SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import { BUILDS, type Build } from "../../../../test/tokens/fuzz/builds.ts";
import { outcome, PAIRS } from "../../../../test/tokens/fuzz/pairs.ts";
import { ASYMMETRIC_ALGORITHMS, type AsymmetricAlgorithm } from "./crypto/algorithms.ts";
import { webAlgorithm } from "./crypto/web-algorithm.ts";

const secret: Buffer = randomBytes(64);

describe.each(BUILDS)("$name: every form of a key", (build) => {
  const claims = { sub: "ada", exp: 4_000_000_000 };
  const raw = (algorithm: AsymmetricAlgorithm) => PAIRS[algorithm];

  async function cryptoKey(algorithm: AsymmetricAlgorithm, half: "privateKey" | "publicKey") {
    const format = half === "privateKey" ? "pkcs8" : "spki";
    const der = raw(algorithm)[half].export({ format: "der", type: format as never });
    const usage = half === "privateKey" ? "sign" : "verify";
    const scheme = webAlgorithm(algorithm) as webcrypto.RsaHashedImportParams;
    return webcrypto.subtle.importKey(format, der as Buffer<ArrayBuffer>, scheme, true, [usage]);
  }

  test.each(ASYMMETRIC_ALGORITHMS)(
    "%s signs and verifies with every form of a key, as jose does",
    async (algorithm) => {
      const { privateKey, publicKey } = raw(algorithm);
      const privates = [
        privateKey,
        privateKey.export({ format: "jwk" }),
        await exportPKCS8(privateKey),
        Buffer.from(await exportPKCS8(privateKey)),
        await cryptoKey(algorithm, "privateKey"),
      ];
      const publics = [
        publicKey,
        publicKey.export({ format: "jwk" }),
        await exportSPKI(publicKey),
        Buffer.from(await exportSPKI(publicKey)),
        await cryptoKey(algorithm, "publicKey"),
      ];
      const byJose = await new SignJWT(claims)
        .setProtectedHeader({ alg: algorithm, typ: "JWT" })
        .sign(privateKey);
      const tokens = [byJose];
      for (const each of privates) {
        const sign = await build.createSigner({ algorithm, privateKey: each });
        const token = await sign(claims);
        await jwtVerify(token, publicKey, { algorithms: [algorithm] });
        tokens.push(token);
      }
      for (const each of publics) {
        const verify = await build.createVerifier({ algorithm, publicKey: each });
        for (const token of tokens) expect(await verify(token)).toMatchObject(claims);
      }
    },
  );

  test.each(["RS256", "ES256", "EdDSA"] as const)(
    "%s: a damaged private JWK is refused at configuration, or its public key verifies its signatures",
    async (algorithm) => {
      const { privateKey, publicKey } = raw(algorithm);
      const jwk = privateKey.export({ format: "jwk" });
      const verify = await build.createVerifier({ algorithm, publicKey });
      const { kty, crv, ...numbers } = jwk;
      for (const [member, value] of Object.entries(numbers)) {
        const text = String(value);
        const other = text.startsWith("A") ? "B" : "A";
        for (const damaged of ["AA", "Ag", "AQAB", text.slice(4), other + text.slice(1)]) {
          const given = { ...numbers, kty, ...(crv && { crv }), [member]: damaged };
          const sign = await outcome(() => build.createSigner({ algorithm, privateKey: given }));
          if (sign !== "accepted") {
            expect(sign, member).toMatchObject({ name: "TokenKeyError", code: "key-unusable" });
            continue;
          }
          const signer = await build.createSigner({ algorithm, privateKey: given });
          expect(await verify(await signer(claims)), member).toMatchObject(claims);
        }
      }
    },
  );

  test("a key with a too long number leaves no OpenSSL error that aborts the process", async () => {
    const { privateKey } = raw("ES256");
    const jwk = { ...privateKey.export({ format: "jwk" }), d: "_".repeat(44) };
    const sec1 = privateKey.export({ format: "der", type: "sec1" });
    const long = Buffer.concat([Buffer.from("020101042200ff", "hex"), sec1.subarray(7)]);
    const der = Buffer.concat([Buffer.from([0x30, long.length]), long]).toString("base64");
    const pem = `-----BEGIN EC PRIVATE KEY-----\n${der}\n-----END EC PRIVATE KEY-----\n`;
    const damaged = pem.replace("MHkCAQEEIgD/", "MHkCAQEEIv//");
    const endless = { ...raw("RS256").publicKey.export({ format: "jwk" }), n: "_".repeat(3_000) };
    const endlessKey = createPublicKey({ key: endless, format: "jwk" });
    const spki = await exportSPKI(endlessKey);
    const keys = [jwk, damaged, createPrivateKey(damaged)];
    const attempts = ["ES256", "ES384", "RS512", "PS256"].flatMap((algorithm) => [
      ...keys.map((privateKey) => () => build.createSigner({ algorithm, privateKey })),
      ...[endless, { ...endless, e: "AQ" }, spki, endlessKey].map(
        (publicKey) => () => build.createVerifier({ algorithm, publicKey }),
      ),
      () => build.createVerifier({ algorithm, jwks: { keys: [{ ...endless, alg: algorithm }] } }),
    ]);
    const [, web] = BUILDS as readonly [Build, Build];
    const key = { secret: new Uint8Array(secret.subarray(0, 32)) };
    const sealed = await (await web.createSealer(key))(claims);
    const open = await web.createOpener(key);
    for (const attempt of attempts) {
      const made = await outcome(attempt);
      if (made !== "accepted") expect(made).toMatchObject({ code: "key-unusable" });
      // Node 24 aborts here if the import left an error of OpenSSL behind.
      expect(await open(sealed)).toMatchObject(claims);
    }
  });
});
