/**
 * An error of `decode`. Names, codes and messages are those of next-auth 4, which passes on the errors
 * of jose 4.
 */
export class NextAuthTokenError extends Error {
  override readonly name: string;
  readonly code: string;
  /** The claim that was refused. */
  readonly claim?: string;
  readonly reason?: string;

  constructor(
    [name, code]: readonly [string, string],
    message: string,
    refused: { readonly claim?: string; readonly reason?: string } = {},
  ) {
    super(message);
    this.name = name;
    this.code = code;
    if (refused.claim !== undefined) this.claim = refused.claim;
    if (refused.reason !== undefined) this.reason = refused.reason;
  }
}

const INVALID_JWE = ["JWEInvalid", "ERR_JWE_INVALID"] as const;
const FAILED = ["JWEDecryptionFailed", "ERR_JWE_DECRYPTION_FAILED"] as const;
const NOT_ALLOWED = ["JOSEAlgNotAllowed", "ERR_JOSE_ALG_NOT_ALLOWED"] as const;
const INVALID_JWT = ["JWTInvalid", "ERR_JWT_INVALID"] as const;
const CLAIM = ["JWTClaimValidationFailed", "ERR_JWT_CLAIM_VALIDATION_FAILED"] as const;
const EXPIRED = ["JWTExpired", "ERR_JWT_EXPIRED"] as const;

export function invalidJwe(message = "Invalid Compact JWE"): NextAuthTokenError {
  return new NextAuthTokenError(INVALID_JWE, message);
}

export function decryptionFailed(): NextAuthTokenError {
  return new NextAuthTokenError(FAILED, "decryption operation failed");
}

export function notAllowed(): NextAuthTokenError {
  return new NextAuthTokenError(
    NOT_ALLOWED,
    "The token is not encrypted with dir and A256GCM. Only these are accepted.",
  );
}

export function invalidClaimsSet(): NextAuthTokenError {
  return new NextAuthTokenError(INVALID_JWT, "JWT Claims Set must be a top-level JSON object");
}

export function noNumber(claim: string): NextAuthTokenError {
  const refused = { claim, reason: "invalid" };
  return new NextAuthTokenError(CLAIM, `"${claim}" claim must be a number`, refused);
}

export function notYetValid(): NextAuthTokenError {
  const refused = { claim: "nbf", reason: "check_failed" };
  return new NextAuthTokenError(CLAIM, '"nbf" claim timestamp check failed', refused);
}

export function expired(): NextAuthTokenError {
  const refused = { claim: "exp", reason: "check_failed" };
  return new NextAuthTokenError(EXPIRED, '"exp" claim timestamp check failed', refused);
}
