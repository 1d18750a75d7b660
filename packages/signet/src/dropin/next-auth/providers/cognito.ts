import type { Unchecked } from "../unchecked.ts";
import type { OAuthConfig, OAuthUserConfig } from "./oauth-types.ts";

/** The profile of a user. Members that are not listed have no type. */
export interface CognitoProfile extends Record<string, Unchecked> {
  sub: string;
  name: string;
  email: string;
  picture: string;
}

/**
 * Creates the provider of Cognito, with the data of next-auth 4.
 *
 * @example
 * ```ts
 * import Cognito from "signet-auth/next-auth/providers/cognito";
 *
 * export const provider = Cognito({
 *   clientId: process.env["CLIENT_ID"] ?? "",
 *   clientSecret: process.env["CLIENT_SECRET"] ?? "",
 *   issuer: "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_pool",
 * });
 * ```
 */
function Cognito<P extends CognitoProfile>(options: OAuthUserConfig<P>): OAuthConfig<P> {
  return {
    id: "cognito",
    name: "Cognito",
    wellKnown: `${options.issuer}/.well-known/openid-configuration`,
    type: "oauth",
    idToken: true,
    profile: (profile) => ({
      id: profile.sub,
      name: profile.name,
      email: profile.email,
      image: profile.picture,
    }),
    style: { logo: "/cognito.svg", bg: "#fff", text: "#C17B9E" },
    options,
  };
}

// biome-ignore lint/style/noDefaultExport: `import Cognito from` is how programs import it
export { Cognito as default };
