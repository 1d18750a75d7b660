import type * as openIdClientModule from "openid-client";

/** The module openid-client. Programs without OAuth do not load it. */
export type OpenId = typeof openIdClientModule;

/**
 * Loads openid-client.
 *
 * @throws {Error} when the package is not installed.
 */
export async function openIdClient(): Promise<OpenId> {
  try {
    // The comment keeps Turbopack from refusing a build without the package.
    return await import(/* turbopackOptional: true */ "openid-client");
  } catch (cause) {
    throw new Error(
      "OAuth providers need the package openid-client, which is not installed. Run npm install openid-client.",
      { cause },
    );
  }
}
