import type { Unchecked } from "../unchecked.ts";
import type { OAuthConfig, OAuthUserConfig } from "./oauth-types.ts";

/** The profile of a user. Members that are not listed have no type. */
export interface OktaProfile extends Record<string, Unchecked> {
  sub: string;
  name: string;
  preferred_username: string;
  email: string;
  picture: string;
}

/**
 * Creates the provider of Okta, with the data of next-auth 4.
 *
 * @example
 * ```ts
 * import Okta from "signet-auth/next-auth/providers/okta";
 *
 * export const provider = Okta({
 *   clientId: process.env["CLIENT_ID"] ?? "",
 *   clientSecret: process.env["CLIENT_SECRET"] ?? "",
 *   issuer: "https://company.okta.com",
 * });
 * ```
 */
function Okta<P extends OktaProfile>(options: OAuthUserConfig<P>): OAuthConfig<P> {
  return {
    id: "okta",
    name: "Okta",
    wellKnown: `${options.issuer}/.well-known/openid-configuration`,
    type: "oauth",
    authorization: { params: { scope: "openid email profile" } },
    idToken: true,
    profile: (profile) => ({
      id: profile.sub,
      name: profile.name ?? profile.preferred_username,
      email: profile.email,
      image: profile.picture,
    }),
    style: { logo: "/okta.svg", bg: "#000", text: "#fff" },
    options,
  };
}

// biome-ignore lint/style/noDefaultExport: `import Okta from` is how programs import it
export { Okta as default };
