import { sha256 } from "#crypto";
import { encodeBytes } from "../../token/base64url.ts";

/** The random bytes of a secret in a link: 256 bit. */
const SECRET_BYTES = 32;

/** Returns a random secret for a link; base64url. */
export function newSecret(): string {
  return encodeBytes(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)));
}

/**
 * Returns the id under which a store keeps a token for one use. It is a hash of the purpose and the
 * secret, so that a token of one purpose is never found for another, and a leaked store reveals none.
 */
export async function oneTimeId(purpose: string, secret: string): Promise<string> {
  return encodeBytes(await sha256(JSON.stringify([purpose, secret])));
}
