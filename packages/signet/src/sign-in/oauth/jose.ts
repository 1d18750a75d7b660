import type * as joseModule from "jose";
import { invalidConfig } from "../../errors.ts";

/**
 * Loads jose, which only `apple()` and back-channel logout use.
 *
 * @throws {SignetError} `invalid-config` without the package.
 */
export async function loadJose(): Promise<typeof joseModule> {
  try {
    // The comment keeps Turbopack from refusing a build without the package.
    return await import(/* turbopackOptional: true */ "jose");
  } catch (cause) {
    throw invalidConfig(
      "apple() and the option backchannelLogout need the package jose. Run npm install jose.",
      { cause },
    );
  }
}
