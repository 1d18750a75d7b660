import type { Unchecked } from "../unchecked.ts";
import type { OAuthConfig, OAuthUserConfig } from "./oauth-types.ts";

/** The profile of a user. Members that are not listed have no type. */
export interface GithubProfile extends Record<string, Unchecked> {
  login: string;
  id: number;
  avatar_url: string;
  name: string | null;
  email: string | null;
}

/**
 * Creates the provider of GitHub, with the data of next-auth 4.
 *
 * @example
 * ```ts
 * import GitHub from "signet-auth/next-auth/providers/github";
 *
 * export const provider = GitHub({
 *   clientId: process.env["CLIENT_ID"] ?? "",
 *   clientSecret: process.env["CLIENT_SECRET"] ?? "",
 * });
 * ```
 */
function GitHub<P extends GithubProfile>(options: OAuthUserConfig<P>): OAuthConfig<P> {
  return {
    id: "github",
    name: "GitHub",
    type: "oauth",
    issuer: "https://github.com/login/oauth",
    authorization: {
      url: "https://github.com/login/oauth/authorize",
      params: { scope: "read:user user:email" },
    },
    token: "https://github.com/login/oauth/access_token",
    userinfo: {
      url: "https://api.github.com/user",
      async request({ client, tokens }) {
        const profile = await client.userinfo(tokens.access_token ?? "");
        // The profile has public addresses only.
        if (!profile["email"]) profile["email"] = await privateEmail(tokens.access_token);
        return profile;
      },
    },
    profile: (profile) => ({
      id: profile.id.toString(),
      name: profile.name ?? profile.login,
      email: profile.email,
      image: profile.avatar_url,
    }),
    style: { logo: "/github.svg", bg: "#24292f", text: "#fff" },
    options,
  };
}

/** An address of a user, from the list of GitHub. */
export interface GithubEmail extends Record<string, Unchecked> {
  email: string;
  primary: boolean;
  verified: boolean;
  visibility: "public" | "private";
}

/** Returns the verified primary address of a user, or another verified one. */
async function privateEmail(accessToken: string | undefined): Promise<string | null> {
  const response = await fetch("https://api.github.com/user/emails", {
    headers: { Authorization: `token ${accessToken}` },
    redirect: "error",
  });
  if (!response.ok) return null;
  const list: Unchecked = await response.json();
  const emails: GithubEmail[] = Array.isArray(list) ? list : [];
  const verified = emails.filter((each) => each.verified === true);
  return (verified.find((each) => each.primary) ?? verified[0])?.email ?? null;
}

// biome-ignore lint/style/noDefaultExport: `import GitHub from` is how programs import it
export { GitHub as default };
