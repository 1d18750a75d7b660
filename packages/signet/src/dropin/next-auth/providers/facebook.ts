import type { Unchecked } from "../unchecked.ts";
import type { OAuthConfig, OAuthUserConfig } from "./oauth-types.ts";

/** The profile of a user. Members that are not listed have no type. */
export interface FacebookProfile extends Record<string, Unchecked> {
  id: string;
  picture: { data: { url: string } };
}

/**
 * Creates the provider of Facebook, with the data of next-auth 4.
 *
 * @example
 * ```ts
 * import Facebook from "signet-auth/next-auth/providers/facebook";
 *
 * export const provider = Facebook({
 *   clientId: process.env["CLIENT_ID"] ?? "",
 *   clientSecret: process.env["CLIENT_SECRET"] ?? "",
 * });
 * ```
 */
function Facebook<P extends FacebookProfile>(options: OAuthUserConfig<P>): OAuthConfig<P> {
  return {
    id: "facebook",
    name: "Facebook",
    type: "oauth",
    authorization: "https://www.facebook.com/v11.0/dialog/oauth?scope=email",
    token: "https://graph.facebook.com/oauth/access_token",
    userinfo: {
      url: "https://graph.facebook.com/me",
      params: { fields: "id,name,email,picture" },
      request: ({ tokens, client, provider }) =>
        client.userinfo(tokens.access_token ?? "", { params: Object(provider.userinfo).params }),
    },
    profile: (profile) => ({
      id: profile.id,
      name: profile["name"],
      email: profile["email"],
      image: profile.picture.data.url,
    }),
    style: { logo: "/facebook.svg", bg: "#006aff", text: "#fff" },
    options,
  };
}

// biome-ignore lint/style/noDefaultExport: `import Facebook from` is how programs import it
export { Facebook as default };
