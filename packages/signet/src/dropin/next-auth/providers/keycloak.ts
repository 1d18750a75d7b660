import type { Unchecked } from "../unchecked.ts";
import type { OAuthConfig, OAuthUserConfig } from "./oauth-types.ts";

/** The profile of a user. Members that are not listed have no type. */
export interface KeycloakProfile extends Record<string, Unchecked> {
  sub: string;
  name: string;
  preferred_username: string;
  email: string;
  email_verified: boolean;
  picture: string;
}

/**
 * Creates the provider of Keycloak, with the data of next-auth 4.
 *
 * @example
 * ```ts
 * import Keycloak from "signet-auth/next-auth/providers/keycloak";
 *
 * export const provider = Keycloak({
 *   clientId: process.env["CLIENT_ID"] ?? "",
 *   clientSecret: process.env["CLIENT_SECRET"] ?? "",
 *   issuer: "https://login.example.com/realms/main",
 * });
 * ```
 */
function Keycloak<P extends KeycloakProfile>(options: OAuthUserConfig<P>): OAuthConfig<P> {
  return {
    id: "keycloak",
    name: "Keycloak",
    wellKnown: `${options.issuer}/.well-known/openid-configuration`,
    type: "oauth",
    authorization: { params: { scope: "openid email profile" } },
    checks: ["pkce", "state"],
    idToken: true,
    profile: (profile) => ({
      id: profile.sub,
      name: profile.name ?? profile.preferred_username,
      email: profile.email,
      image: profile.picture,
    }),
    style: { logo: "/keycloak.svg", bg: "#fff", text: "#000" },
    options,
  };
}

// biome-ignore lint/style/noDefaultExport: `import Keycloak from` is how programs import it
export { Keycloak as default };
