import { invalidConfig } from "../../errors.ts";
import { engineKeys } from "../../token/engine/keys.ts";
import { openSecret, sealSecret, secretCodec, writeTotpData } from "./secret.ts";

/** A secret of an authenticator app that another library kept. */
export interface TotpImport {
  /** The option `secret` of `createAuth`. */
  readonly secret: string | readonly string[] | undefined;
  readonly userId: string;
  /** The key of the codes, 16 bytes or more; they have six digits, steps of 30 seconds and SHA-1. */
  readonly totpSecret: Uint8Array;
}

/**
 * Returns the `data` of an authenticator of kind `totp`, to move users of another library. Its id is the
 * user's id. The secret of better-auth 1 is the UTF-8 text of 32 characters, not its base 32.
 *
 * @throws {SignetError} `invalid-config` for a missing or weak `secret`, and a `totpSecret` below 16 bytes.
 *
 * @example
 * ```ts
 * import type { Accounts } from "signet-auth/accounts";
 * import { totpData } from "signet-auth/sign-in/totp";
 * declare const accounts: Accounts;
 * declare const row: { userId: string; secret: string };
 *
 * const { userId, secret } = row; // decrypted, of better-auth
 * const totpSecret = new TextEncoder().encode(secret);
 * const data = await totpData({ secret: process.env["AUTH_SECRET"], userId, totpSecret });
 * await accounts.authenticators.add({ kind: "totp", id: userId, userId, data, createdAt: Date.now() });
 * ```
 */
export async function totpData({ secret, userId, totpSecret }: TotpImport): Promise<string> {
  const codec = secretCodec(engineKeys(secret));
  const sealed = await sealSecret(codec, userId, totpSecret);
  if ((await openSecret(codec, userId, sealed)) === null) {
    throw invalidConfig(
      `totpSecret has ${totpSecret.length} bytes. At least 16 are needed (RFC 4226, section 4). Let the user add the authenticator app again.`,
    );
  }
  return writeTotpData({ secret: sealed, step: -1, failures: 0, knownFailures: 0 });
}
