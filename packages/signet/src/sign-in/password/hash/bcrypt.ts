import { invalidConfig } from "../../../errors.ts";

/** The version, the cost as two digits, and 22 + 31 characters of salt and hash. */
const FORM = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/;

const LOWEST_COST = 4;
/** Each step doubles the time. Cost 16 takes seconds. */
const HIGHEST_COST = 15;

/** Checks the form and the cost of a stored hash, without computing it. */
export function isReadableBcrypt(stored: string): boolean {
  const cost = Number(FORM.exec(stored)?.[1] ?? 0);
  return cost >= LOWEST_COST && cost <= HIGHEST_COST;
}

/**
 * Verifies a password with a bcrypt hash. bcrypt reads the first 72 bytes of a password.
 *
 * @throws {SignetError} `invalid-config` without the package `@node-rs/bcrypt`.
 */
export async function verifyBcrypt(stored: string, password: string): Promise<boolean> {
  const { verify } = await library();
  return verify(password, stored);
}

async function library() {
  try {
    return await import("@node-rs/bcrypt");
  } catch (cause) {
    throw invalidConfig(
      "A stored password is a bcrypt hash, which needs the package @node-rs/bcrypt. Run npm install @node-rs/bcrypt.",
      { cause },
    );
  }
}
