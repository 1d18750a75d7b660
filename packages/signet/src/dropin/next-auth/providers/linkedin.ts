import type { Unchecked } from "../unchecked.ts";
import type { OAuthConfig, OAuthUserConfig } from "./oauth-types.ts";

/** The profile of a user. Members that are not listed have no type. */
export interface LinkedInProfile extends Record<string, Unchecked> {
  id: string;
  localizedFirstName: string;
  localizedLastName: string;
  profilePicture: {
    "displayImage~": { elements?: { identifiers?: { identifier: string }[] }[] };
  };
}

/**
 * Creates the provider of LinkedIn, with the data of next-auth 4.
 *
 * @example
 * ```ts
 * import LinkedIn from "signet-auth/next-auth/providers/linkedin";
 *
 * export const provider = LinkedIn({
 *   clientId: process.env["CLIENT_ID"] ?? "",
 *   clientSecret: process.env["CLIENT_SECRET"] ?? "",
 * });
 * ```
 */
function LinkedIn<P extends LinkedInProfile>(options: OAuthUserConfig<P>): OAuthConfig<P> {
  return {
    id: "linkedin",
    name: "LinkedIn",
    type: "oauth",
    authorization: {
      url: "https://www.linkedin.com/oauth/v2/authorization",
      params: { scope: "openid profile email" },
    },
    token: "https://www.linkedin.com/oauth/v2/accessToken",
    client: { token_endpoint_auth_method: "client_secret_post" },
    userinfo: {
      url: "https://api.linkedin.com/v2/me",
      params: {
        projection:
          "(id,localizedFirstName,localizedLastName,profilePicture(displayImage~digitalmediaAsset:playableStreams))",
      },
    },
    async profile(profile, tokens) {
      const response = await fetch(
        "https://api.linkedin.com/v2/emailAddress?q=members&projection=(elements*(handle~))",
        { headers: { Authorization: `Bearer ${tokens.access_token}` } },
      );
      const emails: Unchecked = await response.json();
      const { elements } = profile.profilePicture?.["displayImage~"] ?? {};
      return {
        id: profile.id,
        name: `${profile.localizedFirstName} ${profile.localizedLastName}`,
        email: emails?.elements?.[0]?.["handle~"]?.emailAddress,
        image: elements?.[0]?.identifiers?.[0]?.identifier,
      };
    },
    style: { logo: "/linkedin.svg", bg: "#069", text: "#fff" },
    options,
  };
}

// biome-ignore lint/style/noDefaultExport: `import LinkedIn from` is how programs import it
export { LinkedIn as default };
