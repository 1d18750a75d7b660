/**
 * `npm test` compiles this file and never runs it. `@ts-expect-error` marks every expected error.
 */
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import type * as all from "./index.ts";
import jwt, {
  decode,
  type GetPublicKeyOrSecret,
  type Jwt,
  type JwtPayload,
  type Secret,
  type SignOptions,
  sign,
  TokenExpiredError,
  type VerifyErrors,
  verify,
} from "./index.ts";

type Equals<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function isTrue<T extends true>(): T | null {
  return null;
}

interface User {
  sub: string;
  role: "member" | "admin";
}

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const lookup: GetPublicKeyOrSecret = (header, callback) =>
  callback(header.kid === undefined ? new Error("no kid") : null, publicKey);

export function signing(key: Secret | KeyObject): void {
  const token = sign({ a: 1 }, key, { algorithm: "RS256", expiresIn: "1h", header: { kid: "x" } });
  isTrue<Equals<typeof token, string>>();
  isTrue<Equals<typeof all.sign, typeof jwt.sign>>();
  sign("text", Buffer.from("x"));
  sign({}, { key: "pem", passphrase: "x" }, { algorithm: "EdDSA" });
  sign({}, { key: privateKey.export({ format: "jwk" }), format: "jwk" });
  sign({}, null, { algorithm: "none" });
  sign({}, key, (error, encoded) => {
    isTrue<Equals<typeof error, Error | null>>();
    isTrue<Equals<typeof encoded, string | undefined>>();
  });
  sign({}, key, { expiresIn: 60 }, () => {});
  for (const expiresIn of ["2 days", "1.5 hrs", "10h", "7D", "120"] as const) {
    sign({}, key, { expiresIn, notBefore: expiresIn });
  }

  // @ts-expect-error: this unit does not exist
  sign({}, key, { expiresIn: "1 fortnight" });
  // @ts-expect-error: only "none" works without a key
  sign({}, null, { algorithm: "HS256" });
  // @ts-expect-error: this option does not exist
  sign({}, key, { expires: 5 });
  // @ts-expect-error: `sign` throws for an option that is undefined
  sign({}, key, { expiresIn: undefined });
  // @ts-expect-error: this algorithm does not exist
  const options: SignOptions = { algorithm: "HS1" };
  options.keyid = "x";
}

export function verifying(token: string): void {
  const plain = verify(token, "secret");
  isTrue<Equals<typeof plain, JwtPayload | string>>();
  const user = verify<User>(token, publicKey, { algorithms: ["RS256"], audience: [/x/, "y"] });
  isTrue<Equals<typeof user, User>>();
  const complete = verify<User>(token, publicKey, { complete: true });
  isTrue<Equals<typeof complete, Jwt<User>>>();
  isTrue<Equals<typeof complete.header.kid, string | undefined>>();
  const whole = verify(token, publicKey, { complete: true, maxAge: "1h" });
  isTrue<Equals<typeof whole, Jwt<JwtPayload | string>>>();

  // @ts-expect-error: the result has no type unless the caller names one
  const guessed: User = verify(token, "secret");
  // @ts-expect-error: a text has no claims
  plain.exp;
  if (typeof plain !== "string") isTrue<Equals<typeof plain.exp, number | undefined>>();

  verify(token, lookup, (error, decoded) => {
    isTrue<Equals<typeof error, VerifyErrors | null>>();
    isTrue<Equals<typeof decoded, JwtPayload | string | undefined>>();
    if (error instanceof TokenExpiredError) error.expiredAt.getTime();
  });
  verify<User>(token, lookup, { complete: true }, (_, decoded) => {
    isTrue<Equals<typeof decoded, Jwt<User> | undefined>>();
  });
  verify(
    token,
    (_, callback) => callback(null, "secret"),
    {},
    () => guessed,
  );
  // @ts-expect-error: a key lookup needs a callback
  verify(token, lookup);
  // @ts-expect-error: `verify` refuses every token when the issuer is a pattern
  verify(token, "secret", { issuer: /x/ });
}

export function decoding(token: string): void {
  const claims = decode(token);
  isTrue<Equals<typeof claims, JwtPayload | string | null>>();
  const user = decode<User>(token);
  isTrue<Equals<typeof user, User | null>>();
  const json = decode(token, { json: true });
  isTrue<Equals<typeof json, JwtPayload | null>>();
  const whole = decode(token, { complete: true });
  isTrue<Equals<typeof whole, Jwt<JwtPayload | string> | null>>();
}

/** Programs name the types through the default import. */
interface Claims extends jwt.JwtPayload {
  role: string;
}

export function named(error: jwt.VerifyErrors, options: jwt.VerifyOptions): jwt.Jwt<Claims> | null {
  if (error instanceof jwt.NotBeforeError) return null;
  const key: jwt.Secret = "secret";
  const algorithm: jwt.Algorithm = "HS256";
  return jwt.verify<Claims>("token", key, { ...options, algorithms: [algorithm], complete: true });
}
