import type { Unchecked } from "../unchecked.ts";
import type { OAuthConfig, OAuthUserConfig } from "./oauth-types.ts";

/** The profile of a user. Members that are not listed have no type. */
export interface AppleProfile extends Record<string, Unchecked> {
  iss: "https://appleid.apple.com";
  sub: string;
  email: string;
  email_verified: "true" | true;
  is_private_email: boolean | "true" | "false";
}

/**
 * Creates the provider of Apple, with the data of next-auth 4.
 *
 * @example
 * ```ts
 * import Apple from "signet-auth/next-auth/providers/apple";
 *
 * export const provider = Apple({
 *   clientId: process.env["CLIENT_ID"] ?? "",
 *   clientSecret: process.env["CLIENT_SECRET"] ?? "",
 * });
 * ```
 */
function Apple<P extends AppleProfile>(options: OAuthUserConfig<P>): OAuthConfig<P> {
  return {
    id: "apple",
    name: "Apple",
    type: "oauth",
    wellKnown: "https://appleid.apple.com/.well-known/openid-configuration",
    authorization: { params: { scope: "name email", response_mode: "form_post" } },
    idToken: true,
    profile: (profile) => ({
      id: profile.sub,
      name: profile["name"],
      email: profile.email,
      image: null,
    }),
    checks: ["pkce"],
    style: { logo: "/apple.svg", text: "#fff", bg: "#000" },
    options,
  };
}

// biome-ignore lint/style/noDefaultExport: `import Apple from` is how programs import it
export { Apple as default };
