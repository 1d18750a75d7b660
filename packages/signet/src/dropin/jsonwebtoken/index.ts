/**
 * `signet-auth/jsonwebtoken`: a replacement for jsonwebtoken 9. docs/jsonwebtoken.md lists the
 * differences.
 */
export { decode } from "./decode.ts";
export { JsonWebTokenError, NotBeforeError, TokenExpiredError } from "./errors.ts";
// biome-ignore lint/style/noDefaultExport: `import jwt from` is how programs import jsonwebtoken
export { jwt as default, jwt as "module.exports" } from "./jwt.ts";
export type { PrivateKey, PublicKey, Secret } from "./keys.ts";
export { sign } from "./sign.ts";
export type {
  Algorithm,
  DecodeOptions,
  GetPublicKeyOrSecret,
  Jwt,
  JwtHeader,
  JwtPayload,
  SignCallback,
  SigningKeyCallback,
  SignOptions,
  StringValue,
  VerifyCallback,
  VerifyErrors,
  VerifyOptions,
} from "./types.ts";
export { verify } from "./verify.ts";
