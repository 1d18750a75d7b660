/** `npm test` compiles this file and never runs it. Expected compile errors are marked. */
import { z } from "zod";
import {
  createOpener,
  createSealer,
  createSigner,
  createVerifier,
  decodeUnverified,
  type JwkSet,
  keyRing,
  type PairRing,
  type SecretKeyRing,
  type TokenClaims,
  type Unverified,
} from "./node/index.ts";
import * as web from "./web/index.ts";

const secret = "a-secret-for-type-tests-0123456789-abcdef";
const pem = "-----BEGIN PUBLIC KEY-----";
const bytes: Uint8Array = new Uint8Array(32);
declare const set: JwkSet;
declare const secrets: SecretKeyRing;
declare const pairs: PairRing;
declare const webSecrets: web.SecretKeyRing;
declare const token: string;

type Equals<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function isTrue<T extends true>(): T | null {
  return null;
}

export function algorithmsAndTheirKeys(): void {
  createSigner({ algorithm: "HS256", secret, expiresIn: 60 });
  createSigner({ algorithm: "EdDSA", privateKey: pem, expiresIn: 60, kid: "k" });
  createVerifier({ algorithm: "HS512", secret: bytes });
  createVerifier({ algorithm: "ES256", publicKey: pem });
  createVerifier({ algorithm: ["ES256", "RS256"], jwks: set });
  createVerifier({ algorithm: "HS256", secret: { keys: [{ kty: "oct", k: "AAAA" }] } });
  // @ts-expect-error: a signer signs with one secret
  createSigner({ algorithm: "HS256", secret: { keys: [{ kty: "oct" }] }, expiresIn: 60 });

  // @ts-expect-error: a secret cannot be combined with an asymmetric algorithm
  createSigner({ algorithm: "RS256", secret });
  // @ts-expect-error: a secret cannot be combined with an asymmetric algorithm
  createVerifier({ algorithm: "EdDSA", secret });
  // @ts-expect-error: a public key cannot be combined with HMAC
  createVerifier({ algorithm: "HS256", publicKey: pem });
  // @ts-expect-error: a private key cannot be combined with HMAC
  createSigner({ algorithm: "HS256", privateKey: pem });
  // @ts-expect-error: a key set cannot be combined with HMAC
  createVerifier({ algorithm: "HS256", jwks: set });
  // @ts-expect-error: a list must not contain HMAC
  createVerifier({ algorithm: ["RS256", "HS256"], jwks: set });
  // @ts-expect-error: a key has one algorithm
  createVerifier({ algorithm: ["RS256", "PS256"], publicKey: pem });
  // @ts-expect-error: none is not an accepted algorithm
  createVerifier({ algorithm: "none", secret });
  // @ts-expect-error: algorithm names are those of RFC 7518
  createVerifier({ algorithm: "hs256", secret });
  // @ts-expect-error: algorithm is required
  createVerifier({ publicKey: pem });
  // @ts-expect-error: a key is required
  createVerifier({ algorithm: "HS256" });
  // @ts-expect-error: a verifier does not accept a private key
  createVerifier({ algorithm: "EdDSA", privateKey: pem });
  // @ts-expect-error: a public key does not sign
  createSigner({ algorithm: "EdDSA", publicKey: pem });
  // @ts-expect-error: a secret is text, bytes or a key
  createVerifier({ algorithm: "HS256", secret: 42 });
  // @ts-expect-error: an option that is undefined is a mistake
  createVerifier({ algorithm: "HS256", secret: undefined });
  // @ts-expect-error: PEM is a text or bytes, not a list
  createVerifier({ algorithm: "ES256", publicKey: [pem] });
}

export function rings(): void {
  isTrue<Equals<ReturnType<typeof keyRing>, PairRing>>();
  const ring: SecretKeyRing = keyRing([secret]);
  createSigner({ keys: ring, purpose: "invite", expiresIn: 60 });
  createVerifier({ keys: secrets, purpose: "invite" });
  createVerifier({ keys: pairs });
  createSealer({ keys: secrets, purpose: "invite", expiresIn: 60 });
  createOpener({ keys: secrets, purpose: "invite" });

  // @ts-expect-error: a ring of secrets needs a purpose
  createSigner({ keys: secrets, expiresIn: 60 });
  // @ts-expect-error: a ring of secrets needs a purpose
  createVerifier({ keys: secrets });
  // @ts-expect-error: a ring of secrets needs a purpose
  createSealer({ keys: secrets });
  // @ts-expect-error: key pairs cannot seal
  createSealer({ keys: pairs, purpose: "invite" });
  // @ts-expect-error: a key ring of signet-auth/token/web is asynchronous
  createSigner({ keys: webSecrets, purpose: "invite", expiresIn: 60 });
  // @ts-expect-error: a key pair needs an asymmetric algorithm
  keyRing({ algorithm: "HS256", privateKey: pem });
  // @ts-expect-error: a ring of secrets has no public keys
  secrets.jwks();
}

export function sealed(): void {
  createSealer({ secret: bytes, expiresIn: 60 });
  createOpener({ secret: bytes, encryption: "A256CBC-HS512" });

  // @ts-expect-error: a key for direct encryption is bytes, not a text
  createSealer({ secret });
  // @ts-expect-error: a key for direct encryption is bytes, not a text
  createOpener({ secret });
  // @ts-expect-error: a sealer writes only A256GCM
  createSealer({ secret: bytes, encryption: "A256CBC-HS512" });
  // @ts-expect-error: other encryptions are not supported
  createOpener({ secret: bytes, encryption: "A128GCM" });
  // @ts-expect-error: an opener has no cache
  createOpener({ secret: bytes, cacheSize: 10 });
}

export function optionsByName(): void {
  const base = { algorithm: "HS256", secret } as const;
  createSigner({ ...base, expiresIn: "10m", notBefore: 5, audience: ["a"] });
  createSigner({ ...base, expiresIn: "never" });
  createVerifier({ ...base, typ: false, maxAge: "2w", requiredClaims: ["role"] });

  // @ts-expect-error: a number as text needs its unit
  createSigner({ ...base, expiresIn: "10" });
  // @ts-expect-error: an unknown unit
  createSigner({ ...base, expiresIn: "10y" });
  // @ts-expect-error: a number as text needs its unit
  createVerifier({ ...base, maxAge: "3600" });
  // @ts-expect-error: an unknown option
  createVerifier({ ...base, audiance: "a" });
  // @ts-expect-error: an unknown option
  createSigner({ ...base, expiresIn: 60, algorithms: ["HS256"] });
  // @ts-expect-error: patterns are not supported
  createVerifier({ ...base, audience: /a/ });
  // @ts-expect-error: jsonwebtoken's ignoreExpiration is no option
  createVerifier({ ...base, ignoreExpiration: true });
  // @ts-expect-error: an option that is undefined is a mistake
  createVerifier({ ...base, audience: undefined });
  // @ts-expect-error: a clock is a function
  createVerifier({ ...base, now: 1_800_000_000_000 });
}

function greet(user: { sub: string }): string {
  return user.sub;
}
function trust(claims: TokenClaims): unknown {
  return claims;
}

export function whatComesBack(): void {
  const verify = createVerifier({ algorithm: "HS256", secret });
  isTrue<Equals<ReturnType<typeof verify>, TokenClaims>>();
  isTrue<Equals<TokenClaims["sub"], string | undefined>>();
  const claims = verify(token);
  trust(claims);
  // @ts-expect-error: sub may be missing
  greet(claims);
  // @ts-expect-error: the type of a private claim is unknown
  claims["role"].toUpperCase();
  // @ts-expect-error: claims are read-only
  claims.sub = "eve";

  const schema = z.object({
    sub: z.string(),
    at: z.iso.datetime().transform((at) => new Date(at)),
  });
  const typed = createVerifier({ algorithm: "HS256", secret, schema });
  isTrue<Equals<ReturnType<typeof typed>, { sub: string; at: Date }>>();
  greet(typed(token));
  const opened = createOpener({ secret: bytes, schema });
  isTrue<Equals<ReturnType<typeof opened>, { sub: string; at: Date }>>();
  // @ts-expect-error: the output of a claims schema is an object
  createVerifier({ algorithm: "HS256", secret, schema: z.string() });

  const sign = createSigner({ algorithm: "HS256", secret, expiresIn: 60 });
  isTrue<Equals<ReturnType<typeof sign>, string>>();
  // @ts-expect-error: claims are an object
  sign("ada");
  // @ts-expect-error: a token is a text
  verify({ token });
}

export function whatNobodyProved(): void {
  const { header, payload } = decodeUnverified(token);
  isTrue<Equals<typeof payload, Unverified | null>>();
  if (payload === null) return;
  isTrue<Equals<(typeof payload)["sub"], unknown>>();
  // @ts-expect-error: the payload is not verified
  trust(payload);
  // @ts-expect-error: the payload is not verified
  greet(payload);
  // @ts-expect-error: the header is not verified
  trust(header);
  // @ts-expect-error: a copy is not verified either
  trust({ ...payload });
  // @ts-expect-error: the type of a member is unknown
  greet({ sub: payload["sub"] });
  // @ts-expect-error: the payload of a sealed token is null
  decodeUnverified(token).payload.sub;
}

export async function theWebBuild(): Promise<void> {
  const options = { algorithm: "HS256", secret } as const;
  isTrue<Equals<ReturnType<typeof web.createSigner>, Promise<web.Sign>>>();
  isTrue<Equals<ReturnType<web.Sign>, Promise<string>>>();
  isTrue<Equals<ReturnType<web.Seal>, Promise<string>>>();
  const verify = await web.createVerifier(options);
  isTrue<Equals<ReturnType<typeof verify>, Promise<TokenClaims>>>();
  const schema = z.object({ sub: z.string() });
  const typed = await web.createVerifier({ ...options, schema });
  isTrue<Equals<ReturnType<typeof typed>, Promise<{ sub: string }>>>();
  const open = await web.createOpener({ secret: bytes, schema });
  isTrue<Equals<ReturnType<typeof open>, Promise<{ sub: string }>>>();
  const ring = await web.keyRing(secret);
  await web.createSigner({ keys: ring, purpose: "invite", expiresIn: 60 });

  // @ts-expect-error: the key ring is a promise
  await web.createSigner({ keys: web.keyRing(secret), purpose: "invite", expiresIn: 60 });
  // @ts-expect-error: the verifier is a promise
  web.createVerifier(options)(token);
  // @ts-expect-error: the claims are a promise
  verify(token).sub;
  // @ts-expect-error: a ring of secrets needs a purpose
  await web.createVerifier({ keys: ring });
  // @ts-expect-error: a secret cannot be combined with an asymmetric algorithm
  await web.createVerifier({ algorithm: "RS256", secret });
  // @ts-expect-error: a key ring of signet-auth/token is synchronous
  await web.createSigner({ keys: secrets, purpose: "invite", expiresIn: 60 });
}
