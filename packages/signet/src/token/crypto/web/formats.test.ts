import { generateKeyPairSync, type KeyObject, webcrypto } from "node:crypto";
import { describe, expect, test } from "vitest";
import { TokenKeyError } from "../../errors.ts";
import { ASYMMETRIC_ALGORITHMS, type AsymmetricAlgorithm, isEc } from "../algorithms.ts";
import type { Crypto } from "../contract.ts";
import type { KeyMaterial } from "../material.ts";
import * as node from "../node/index.ts";
import { webAlgorithm } from "../web-algorithm.ts";
import * as web from "./index.ts";

const builds: readonly Crypto[] = [node, web];
const curves = { ES256: "P-256", ES384: "P-384", ES512: "P-521" };
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });

function pairFor(algorithm: AsymmetricAlgorithm) {
  if (algorithm === "EdDSA") return generateKeyPairSync("ed25519");
  return isEc(algorithm) ? generateKeyPairSync("ec", { namedCurve: curves[algorithm] }) : rsa;
}

const pem = (key: KeyObject, type: string) =>
  key.export({ type: type as "spki", format: "pem" }).toString();
const jwk = (key: KeyObject) => key.export({ format: "jwk" }) as KeyMaterial;

function cryptoKey(algorithm: AsymmetricAlgorithm, key: KeyObject, extractable = true) {
  const signs = key.type === "private";
  const der = key.export({ type: (signs ? "pkcs8" : "spki") as "spki", format: "der" });
  const usage = signs ? "sign" : "verify";
  const format = signs ? "pkcs8" : "spki";
  const scheme = webAlgorithm(algorithm);
  return webcrypto.subtle.importKey(format, der, scheme, extractable, [usage]);
}

async function privateForms(algorithm: AsymmetricAlgorithm, key: KeyObject) {
  const pkcs8 = pem(key, "pkcs8");
  return {
    pkcs8,
    "PEM bytes": new TextEncoder().encode(pkcs8),
    "PEM on one line": pkcs8.replaceAll("\n", " "),
    "PEM with CRLF and words around it": `made today\r\n${pkcs8.replaceAll("\n", "\r\n")}\r\nend`,
    ...(/^[RP]S/.test(algorithm) ? { pkcs1: pem(key, "pkcs1") } : {}),
    ...(isEc(algorithm) ? { sec1: pem(key, "sec1") } : {}),
    jwk: jwk(key),
    keyObject: key,
    cryptoKey: await cryptoKey(algorithm, key),
  };
}

async function publicForms(algorithm: AsymmetricAlgorithm, key: KeyObject) {
  return {
    spki: pem(key, "spki"),
    "PEM bytes": new TextEncoder().encode(pem(key, "spki")),
    ...(/^[RP]S/.test(algorithm) ? { pkcs1: pem(key, "pkcs1") } : {}),
    jwk: jwk(key),
    keyObject: key,
    cryptoKey: await cryptoKey(algorithm, key),
  };
}

test.each(ASYMMETRIC_ALGORITHMS)(
  "%s: every form of a key is the same key in both engines",
  async (algorithm) => {
    const pair = pairFor(algorithm);
    const signatures: string[] = [];
    const expected = pair.publicKey.export({ format: "jwk" });
    for (const [form, material] of Object.entries(await privateForms(algorithm, pair.privateKey))) {
      for (const build of builds) {
        const key = await build.privateKey(algorithm, material);
        expect(key.algorithm).toBe(algorithm);
        signatures.push(await key.sign("h\u20acader.payload"));
        expect(await build.publicJwk(algorithm, material), form).toEqual(expected);
      }
    }
    for (const [form, material] of Object.entries(await publicForms(algorithm, pair.publicKey))) {
      for (const build of builds) {
        const key = await build.publicKey(algorithm, material);
        for (const signature of signatures) {
          expect(await key.verify("h\u20acader.payload", signature), form).toBe(true);
          expect(await key.verify("header.payload", signature), form).toBe(false);
        }
        expect(await build.publicJwk(algorithm, material), form).toEqual(expected);
      }
    }
  },
);

test("the public key of a certificate verifies", async () => {
  for (const { algorithm, der, signature, kind } of CERTIFICATES) {
    const material = `-----BEGIN CERTIFICATE-----\n${der}\n-----END CERTIFICATE-----\n`;
    for (const build of builds) {
      const key = await build.publicKey(algorithm, material);
      expect(await key.verify("text", signature), kind).toBe(true);
      expect(await key.verify("tex", signature), kind).toBe(false);
      await expect((async () => build.privateKey(algorithm, material))()).rejects.toThrow(
        TokenKeyError,
      );
    }
  }
});

describe("RSA keys that are named for RSA-PSS", () => {
  const modulusLength = 2048;
  const hashes = { hashAlgorithm: "sha256", mgf1HashAlgorithm: "sha256" };
  const pss = (options: object) => generateKeyPairSync("rsa-pss", { modulusLength, ...options });

  test.each([
    ["without parameters", {}],
    ["bound to the hash", { ...hashes, saltLength: 32 }],
    ["bound to a shorter salt", { ...hashes, saltLength: 20 }],
  ])("%s serve", async (_, options) => {
    const { privateKey, publicKey } = pss(options);
    for (const secret of [privateKey, pem(privateKey, "pkcs8")]) {
      for (const open of [publicKey, pem(publicKey, "spki")]) {
        for (const signs of builds) {
          const signature = await (await signs.privateKey("PS256", secret)).sign("text");
          for (const verifies of builds) {
            const key = await verifies.publicKey("PS256", open);
            expect(await key.verify("text", signature)).toBe(true);
          }
        }
      }
    }
  });

  test.each([
    ["PS384", "another hash", { ...hashes, saltLength: 32 }],
    ["PS384", "another hash alone", { hashAlgorithm: "sha256", mgf1HashAlgorithm: "sha384" }],
    ["PS256", "another hash of MGF1", { hashAlgorithm: "sha256", mgf1HashAlgorithm: "sha384" }],
    ["PS256", "that of MGF1 by default", { hashAlgorithm: "sha256", mgf1HashAlgorithm: "sha1" }],
    ["PS256", "a longer salt", { ...hashes, saltLength: 33 }],
    ["PS256", "the parameters that are left out", { hashAlgorithm: "sha1" }],
    ["RS256", "another padding", {}],
  ] as const)("%s refuses one bound to %s", async (algorithm, _, options) => {
    const { privateKey, publicKey } = pss(options);
    for (const build of builds) {
      for (const material of [privateKey, pem(privateKey, "pkcs8")]) {
        await expect((async () => build.privateKey(algorithm, material))()).rejects.toThrow(
          TokenKeyError,
        );
      }
      for (const material of [publicKey, pem(publicKey, "spki")]) {
        await expect((async () => build.publicKey(algorithm, material))()).rejects.toThrow(
          TokenKeyError,
        );
      }
    }
  });

  test("an RSA-PSS key with another mask than MGF1 is refused", async () => {
    const { publicKey } = pss({ ...hashes, saltLength: 32 });
    const der = publicKey.export({ type: "spki", format: "der" }).toString("hex");
    const masked = Buffer.from(der.replace("2a864886f70d010108", "2a864886f70d010109"), "hex");
    const material = `-----BEGIN PUBLIC KEY-----\n${masked.toString("base64")}\n-----END PUBLIC KEY-----`;
    for (const build of builds) {
      await expect((async () => build.publicKey("PS256", material))()).rejects.toThrow(
        TokenKeyError,
      );
    }
  });
});

/** Certificates of `openssl req -x509`, and signatures of their keys. The keys were deleted. */
const CERTIFICATES = [
  {
    kind: "RSA",
    algorithm: "RS256",
    der: "MIIDWjCCAkKgAwIBAgIUBEcxySb7b5ESfzuy/557Zk//OtEwDQYJKoZIhvcNAQELBQAwLjELMAkGA1UEBhMCREUxDzANBgNVBAoMBlNpZ25ldDEOMAwGA1UEAwwFUlMyNTYwIBcNMjYxMTIzMTQxMjE3WhgPMjA1MTA3MTUxNDEyMTdaMC4xCzAJBgNVBAYTAkRFMQ8wDQYDVQQKDAZTaWduZXQxDjAMBgNVBAMMBVJTMjU2MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA7VOwhbLmk6qwsGsJcrz04FQVVYrA2/bhUtBXuTC+XqpYr2KbcGgCuYpkbAsCzjFS9BmnPyvq8607vBoKdwnGm4t9Utd+fxT9XcznkSzDiaCKDP0buuw4XHaknMYwV8kZ5z65Ed+hB+Q5T9AEhAPQ7otlSfBm0c9AEgVEfQoBINoXn2EIU5q75Jvnomkg31Ab2f17GRr9HomnkBDvia64SuCvdJymy65uNPSrNFOYZNMlBK+wbq5WfvRek3n9/cFblaTZoL5wn4p3nefLbSBHZdG6iRBIfAD8qgz1MHzNCfjO5dIrsV9lVsWualrsU6M02D7RuAJp3/YENet6K1fTvwIDAQABo24wbDAdBgNVHQ4EFgQUyJW91u5tbbz3TQlXVYKOTc3/3nEwHwYDVR0jBBgwFoAUyJW91u5tbbz3TQlXVYKOTc3/3nEwDwYDVR0TAQH/BAUwAwEB/zAZBgNVHREEEjAQgg5zaWduZXQuZXhhbXBsZTANBgkqhkiG9w0BAQsFAAOCAQEANSga8/VaijzpQ9W2OUmVozSHbf373mkQ6OT+QweGv9MFdsxQB21Ja5S2K2ZDq+1ZDozWh9G7enJhOCQFKxr4gco1S0N+JuazPHDCVj6/rCNrnGwtryHN+eB9vJ+kY4yzhfcn2UNBz45rwydDSHB5IvuetGJHKkZvGqbIOK+ceSNEdYx5613NmqJOuyuejghoXCiVHKZ5CUakJW5SIn5Zs/tdT/IfdbYNGPXP1+g/m9lSmNWts0mv5f7F5LXCWyLgEUk+OAxNH4QV1+BODxXvxX9sBMUcKOlkNgTbkoGcI3u2Y3QNrzuZ0WpyrIXL2qBePD8qZp+HPi/Ix+txDhTMRA==",
    signature:
      "DsqFX0fwRNGBh3swAkNcmDsUPwgalYsRbnjn4QE7ijwoL3cFrtBwfq_zOR2hFNf3wngZODfNZnVSIycKN3S8O7j1lysmBVnsyXVbjDmu8YKhZjndmjKEXO9rkM4W4E7I5hUN8IiXPk7IK-3Bsd_p0oqpffT60HQCLdatkzXR8wzDG6J3WvB5QN-18BzwRXGG7xLFtlN30WOlKpqspvkRfBFLwzLaKNHv2QMOm_b8MUH4_rvaGU6RCVL418MXzkn8lC3E9RBKDD3zxzbXvKnJOlultEPqrk5VCnxHZdk_Y_FkG5XFP9ym4RPZ029tbbM_65siUxSxFWryeQYKlZCf6A",
  },
  {
    kind: "P-256",
    algorithm: "ES256",
    der: "MIIBzjCCAXSgAwIBAgIUAy7N4Uav3nn5v93ia/ZHT9wc2wUwCgYIKoZIzj0EAwIwLjELMAkGA1UEBhMCREUxDzANBgNVBAoMBlNpZ25ldDEOMAwGA1UEAwwFRVMyNTYwIBcNMjYxMTIzMTQxMjE3WhgPMjA1MTA3MTUxNDEyMTdaMC4xCzAJBgNVBAYTAkRFMQ8wDQYDVQQKDAZTaWduZXQxDjAMBgNVBAMMBUVTMjU2MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE9yQU4dwLZx2H2otvXChl88rDAc/fNVe/3RMkT8Bhs3et2nDPfENb18vd6ZW85Oar7GMJQfOT+vkycfehZCoDeKNuMGwwHQYDVR0OBBYEFNBoQnKBC/0TBATNIWGtd/sbQMMfMB8GA1UdIwQYMBaAFNBoQnKBC/0TBATNIWGtd/sbQMMfMA8GA1UdEwEB/wQFMAMBAf8wGQYDVR0RBBIwEIIOc2lnbmV0LmV4YW1wbGUwCgYIKoZIzj0EAwIDSAAwRQIhAPGi++9+xxDqeWfzHEYkkubAmVcigj8mY7fY53wMBy2YAiBS5on7b99IM6XxR/NQp3QnPqUXEy4ESK1RMjCOQ8xzZA==",
    signature:
      "ZjT9H3DF1MBZa9px5ggpOIxByiEaWAS7fsIX-owp5VJVAequhZwjIkm8RBf4yMvRwJ34yBXaEVS1MgR7dZl29w",
  },
  {
    kind: "P-256 in version 1",
    algorithm: "ES256",
    der: "MIIBFjCBvQIUXtm3rrSjq6bMFSGxI7e3MRNFzIEwCgYIKoZIzj0EAwIwDTELMAkGA1UEAwwCdjEwIBcNMjYxMTIzMTQxMjE3WhgPMjA1MTA3MTUxNDEyMTdaMA0xCzAJBgNVBAMMAnYxMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE9yQU4dwLZx2H2otvXChl88rDAc/fNVe/3RMkT8Bhs3et2nDPfENb18vd6ZW85Oar7GMJQfOT+vkycfehZCoDeDAKBggqhkjOPQQDAgNIADBFAiEA9pU6L4qfJXpJeAVesc+XXggHRLDvlJEooQDN+JDT270CICHD+Yc81bbWsxk0/FajN3qbiA/4MfdZHO5BIkmYKqwa",
    signature:
      "B840huhZ-t6qoCBYYDtk7lXveZGmeHJzeaqkj-SD4lZwqMq3cBHlhrkSi-HrdMAubP6akXDcTEFfkFHeLUyHCA",
  },
  {
    kind: "Ed25519",
    algorithm: "EdDSA",
    der: "MIIBjjCCAUCgAwIBAgIUVCX7f1ZaoJPDrNwMa+i+9T/IiOkwBQYDK2VwMC4xCzAJBgNVBAYTAkRFMQ8wDQYDVQQKDAZTaWduZXQxDjAMBgNVBAMMBUVkRFNBMCAXDTI2MTEyMzE0MTIxN1oYDzIwNTEwNzE1MTQxMjE3WjAuMQswCQYDVQQGEwJERTEPMA0GA1UECgwGU2lnbmV0MQ4wDAYDVQQDDAVFZERTQTAqMAUGAytlcAMhAI9QL1O85winKLRC48Qeu/XJxK1DPMUmYaGbQVTb0FZOo24wbDAdBgNVHQ4EFgQUL49X6M6YEgZTJmGiVDsyvmCV5t4wHwYDVR0jBBgwFoAUL49X6M6YEgZTJmGiVDsyvmCV5t4wDwYDVR0TAQH/BAUwAwEB/zAZBgNVHREEEjAQgg5zaWduZXQuZXhhbXBsZTAFBgMrZXADQQApIgAOG/f43TBernRWCoWvFpr5+KWoRa97hAccK8QrWRKDYXhN/mWQrJN6vwjcNEOt2t+au6Oew5aPiLAuHYQB",
    signature:
      "u7qDoDXl72-aZIRzYSHClNxTK97eNuRVTfVpycbzcWDWjR8khb6CP57yL0LhGgtv-mjDPBlBvrSgIifn70FAAw",
  },
] as const;
