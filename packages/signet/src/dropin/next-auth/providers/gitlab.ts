import type { Unchecked } from "../unchecked.ts";
import type { OAuthConfig, OAuthUserConfig } from "./oauth-types.ts";

/** The profile of a user. Members that are not listed have no type. */
export interface GitLabProfile extends Record<string, Unchecked> {
  id: number;
  username: string;
  email: string;
  name: string;
  avatar_url: string;
}

/**
 * Creates the provider of GitLab, with the data of next-auth 4.
 *
 * @example
 * ```ts
 * import GitLab from "signet-auth/next-auth/providers/gitlab";
 *
 * export const provider = GitLab({
 *   clientId: process.env["CLIENT_ID"] ?? "",
 *   clientSecret: process.env["CLIENT_SECRET"] ?? "",
 * });
 * ```
 */
function GitLab<P extends GitLabProfile>(options: OAuthUserConfig<P>): OAuthConfig<P> {
  return {
    id: "gitlab",
    name: "GitLab",
    type: "oauth",
    authorization: {
      url: "https://gitlab.com/oauth/authorize",
      params: { scope: "read_user" },
    },
    token: "https://gitlab.com/oauth/token",
    userinfo: "https://gitlab.com/api/v4/user",
    checks: ["pkce", "state"],
    profile: (profile) => ({
      id: profile.id.toString(),
      name: profile.name ?? profile.username,
      email: profile.email,
      image: profile.avatar_url,
    }),
    style: { logo: "/gitlab.svg", bg: "#FC6D26", text: "#fff" },
    options,
  };
}

// biome-ignore lint/style/noDefaultExport: `import GitLab from` is how programs import it
export { GitLab as default };
