import type { Unchecked } from "../unchecked.ts";
import type { OAuthConfig, OAuthUserConfig } from "./oauth-types.ts";

/** The profile of a user. Members that are not listed have no type. */
export interface SlackProfile extends Record<string, Unchecked> {
  ok: boolean;
  sub: string;
  "https://slack.com/user_id": string;
  "https://slack.com/team_id": string;
  email: string;
  email_verified: boolean;
  name: string;
  picture: string;
}

/**
 * Creates the provider of Slack, with the data of next-auth 4.
 *
 * @example
 * ```ts
 * import Slack from "signet-auth/next-auth/providers/slack";
 *
 * export const provider = Slack({
 *   clientId: process.env["CLIENT_ID"] ?? "",
 *   clientSecret: process.env["CLIENT_SECRET"] ?? "",
 * });
 * ```
 */
function Slack<P extends SlackProfile>(options: OAuthUserConfig<P>): OAuthConfig<P> {
  return {
    id: "slack",
    name: "Slack",
    type: "oauth",
    wellKnown: "https://slack.com/.well-known/openid-configuration",
    authorization: { params: { scope: "openid profile email" } },
    profile: (profile) => ({
      id: profile.sub,
      name: profile.name,
      email: profile.email,
      image: profile.picture,
    }),
    style: { logo: "/slack.svg", bg: "#000", text: "#fff" },
    options,
  };
}

// biome-ignore lint/style/noDefaultExport: `import Slack from` is how programs import it
export { Slack as default };
