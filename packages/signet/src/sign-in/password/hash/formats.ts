import { isReadableArgon2, verifyArgon2 } from "./argon2.ts";
import { isReadableBcrypt, verifyBcrypt } from "./bcrypt.ts";
import { isReadableScrypt, verifyScrypt } from "./scrypt.ts";

/** Verifies a password with a stored hash. */
export type Verify = (stored: string, password: string) => Promise<boolean>;

/** Returns the function for the format of a stored hash; `null` for an unknown one and too high a cost. */
export function verifierOf(stored: string): Verify | null {
  if (isReadableArgon2(stored)) return verifyArgon2;
  if (isReadableScrypt(stored)) return verifyScrypt;
  return isReadableBcrypt(stored) ? verifyBcrypt : null;
}
