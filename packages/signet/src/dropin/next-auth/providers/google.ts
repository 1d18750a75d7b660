import type { Unchecked } from "../unchecked.ts";
import type { OAuthConfig, OAuthUserConfig } from "./oauth-types.ts";

/** The profile of a user. Members that are not listed have no type. */
export interface GoogleProfile extends Record<string, Unchecked> {
  email: string;
  email_verified: boolean;
  hd: string;
  name: string;
  picture: string;
  sub: string;
}

/**
 * Creates the provider of Google, with the data of next-auth 4.
 *
 * @example
 * ```ts
 * import Google from "signet-auth/next-auth/providers/google";
 *
 * export const provider = Google({
 *   clientId: process.env["CLIENT_ID"] ?? "",
 *   clientSecret: process.env["CLIENT_SECRET"] ?? "",
 * });
 * ```
 */
function Google<P extends GoogleProfile>(options: OAuthUserConfig<P>): OAuthConfig<P> {
  return {
    id: "google",
    name: "Google",
    type: "oauth",
    wellKnown: "https://accounts.google.com/.well-known/openid-configuration",
    authorization: { params: { scope: "openid email profile" } },
    idToken: true,
    checks: ["pkce", "state"],
    profile: (profile) => ({
      id: profile.sub,
      name: profile.name,
      email: profile.email,
      image: profile.picture,
    }),
    style: { logo: "/google.svg", bg: "#fff", text: "#000" },
    options,
  };
}

// biome-ignore lint/style/noDefaultExport: `import Google from` is how programs import it
export { Google as default };
