import type { Unchecked } from "../unchecked.ts";
import type { OAuthConfig, OAuthUserConfig } from "./oauth-types.ts";

/** The profile of version 1. Members that are not listed have no type. */
export interface TwitterLegacyProfile extends Record<string, Unchecked> {
  id_str: string;
  name: string;
  screen_name: string;
  profile_image_url_https: string;
}

/** The profile of version 2. */
export interface TwitterProfile {
  data: {
    id: string;
    name: string;
    username: string;
    profile_image_url?: string;
    [member: string]: Unchecked;
  };
  includes?: { tweets?: { id: string; text: string }[] };
}

/**
 * Creates the provider of X, formerly Twitter, with the data of next-auth 4. Only version `"2.0"` works
 * here; `NextAuth` refuses the OAuth 1 of the other versions.
 *
 * @example
 * ```ts
 * import Twitter from "signet-auth/next-auth/providers/twitter";
 *
 * export const provider = Twitter({
 *   clientId: process.env["CLIENT_ID"] ?? "",
 *   clientSecret: process.env["CLIENT_SECRET"] ?? "",
 *   version: "2.0",
 * });
 * ```
 */
function Twitter<P extends Record<string, Unchecked> = TwitterLegacyProfile | TwitterProfile>(
  options: OAuthUserConfig<P>,
): OAuthConfig<P> {
  if (options.version !== "2.0") return TwitterLegacy(options);
  return {
    id: "twitter",
    name: "Twitter",
    version: "2.0",
    type: "oauth",
    authorization: {
      url: "https://twitter.com/i/oauth2/authorize",
      params: { scope: "users.read tweet.read offline.access" },
    },
    token: {
      url: "https://api.twitter.com/2/oauth2/token",
      async request({ client, params, checks, provider }) {
        const exchangeBody = { client_id: options.clientId };
        const { callbackUrl } = provider;
        return {
          tokens: await client.oauthCallback(callbackUrl, params, checks, { exchangeBody }),
        };
      },
    },
    userinfo: {
      url: "https://api.twitter.com/2/users/me",
      params: { "user.fields": "profile_image_url" },
    },
    profile: ({ data }: Unchecked) => ({
      id: data.id,
      name: data.name,
      email: null,
      image: data.profile_image_url,
    }),
    checks: ["pkce", "state"],
    style: { logo: "/twitter.svg", bg: "#1da1f2", text: "#fff" },
    options,
  };
}

/**
 * Creates the provider of Twitter's OAuth 1. It exists for imports; `NextAuth` refuses it.
 *
 * @example
 * ```ts
 * import { TwitterLegacy } from "signet-auth/next-auth/providers/twitter";
 *
 * export const refused = TwitterLegacy({ clientId: "id", clientSecret: "secret" });
 * ```
 */
export function TwitterLegacy<P extends Record<string, Unchecked> = TwitterLegacyProfile>(
  options: OAuthUserConfig<P>,
): OAuthConfig<P> {
  return {
    id: "twitter",
    name: "Twitter (Legacy)",
    type: "oauth",
    version: "1.0A",
    authorization: "https://api.twitter.com/oauth/authenticate",
    accessTokenUrl: "https://api.twitter.com/oauth/access_token",
    requestTokenUrl: "https://api.twitter.com/oauth/request_token",
    profileUrl: "https://api.twitter.com/1.1/account/verify_credentials.json?include_email=true",
    profile: (profile: Unchecked) => ({
      id: profile.id_str,
      name: profile.name,
      email: profile.email,
      image: profile.profile_image_url_https.replace(/_normal\.(jpg|png|gif)$/, ".$1"),
    }),
    style: { logo: "/twitter.svg", bg: "#1da1f2", text: "#fff" },
    options,
  };
}

// biome-ignore lint/style/noDefaultExport: `import Twitter from` is how programs import it
export { Twitter as default };
