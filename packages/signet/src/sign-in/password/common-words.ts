import { invalidConfig } from "../../errors.ts";

let loaded: Promise<ReadonlySet<string>> | null = null;

/**
 * Returns the most common passwords of leaked lists, in lower case. They are loaded with the first call,
 * because only sign-up and changes need them.
 *
 * @throws {SignetError} `invalid-config` without the package `@zxcvbn-ts/language-common`.
 */
export function commonPasswords(): Promise<ReadonlySet<string>> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<ReadonlySet<string>> {
  const { dictionary } = await library();
  return new Set(dictionary["passwords-common"]);
}

async function library() {
  try {
    return await import("@zxcvbn-ts/language-common");
  } catch (cause) {
    throw invalidConfig(
      "password() compares new passwords with the list of the package @zxcvbn-ts/language-common. Run npm install @zxcvbn-ts/language-common.",
      { cause },
    );
  }
}
