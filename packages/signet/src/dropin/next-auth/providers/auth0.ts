import type { Unchecked } from "../unchecked.ts";
import type { OAuthConfig, OAuthUserConfig } from "./oauth-types.ts";

/** The profile of a user. Members that are not listed have no type. */
export interface Auth0Profile extends Record<string, Unchecked> {
  sub: string;
  nickname: string;
  email: string;
  picture: string;
}

/**
 * Creates the provider of Auth0, with the data of next-auth 4.
 *
 * @example
 * ```ts
 * import Auth0 from "signet-auth/next-auth/providers/auth0";
 *
 * export const provider = Auth0({
 *   clientId: process.env["CLIENT_ID"] ?? "",
 *   clientSecret: process.env["CLIENT_SECRET"] ?? "",
 *   issuer: "https://tenant.eu.auth0.com",
 * });
 * ```
 */
function Auth0<P extends Auth0Profile>(options: OAuthUserConfig<P>): OAuthConfig<P> {
  return {
    id: "auth0",
    name: "Auth0",
    wellKnown: `${options.issuer}/.well-known/openid-configuration`,
    type: "oauth",
    authorization: { params: { scope: "openid email profile" } },
    checks: ["pkce", "state"],
    idToken: true,
    profile: (profile) => ({
      id: profile.sub,
      name: profile.nickname,
      email: profile.email,
      image: profile.picture,
    }),
    style: { logo: "/auth0.svg", text: "#fff", bg: "#EB5424" },
    options,
  };
}

// biome-ignore lint/style/noDefaultExport: `import Auth0 from` is how programs import it
export { Auth0 as default };
