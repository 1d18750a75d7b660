import type { Unchecked } from "../unchecked.ts";
import type { OAuthConfig, OAuthUserConfig } from "./oauth-types.ts";

/** The profile of a user. Members that are not listed have no type. */
export interface DiscordProfile extends Record<string, Unchecked> {
  avatar: string;
  discriminator: string;
  email: string;
  id: string;
  image_url: string;
  username: string;
  verified: boolean;
}

/**
 * Creates the provider of Discord, with the data of next-auth 4.
 *
 * @example
 * ```ts
 * import Discord from "signet-auth/next-auth/providers/discord";
 *
 * export const provider = Discord({
 *   clientId: process.env["CLIENT_ID"] ?? "",
 *   clientSecret: process.env["CLIENT_SECRET"] ?? "",
 * });
 * ```
 */
function Discord<P extends DiscordProfile>(options: OAuthUserConfig<P>): OAuthConfig<P> {
  return {
    id: "discord",
    name: "Discord",
    type: "oauth",
    authorization: "https://discord.com/api/oauth2/authorize?scope=identify+email",
    token: "https://discord.com/api/oauth2/token",
    userinfo: "https://discord.com/api/users/@me",
    profile(profile) {
      profile.image_url = imageOf(profile);
      return {
        id: profile.id,
        name: profile.username,
        email: profile.email,
        image: profile.image_url,
      };
    },
    style: { logo: "/discord.svg", bg: "#5865F2", text: "#fff" },
    options,
  };
}

function imageOf({ avatar, discriminator, id }: DiscordProfile): string {
  if (avatar === null) {
    return `https://cdn.discordapp.com/embed/avatars/${Number.parseInt(discriminator, 10) % 5}.png`;
  }
  const format = avatar.startsWith("a_") ? "gif" : "png";
  return `https://cdn.discordapp.com/avatars/${id}/${avatar}.${format}`;
}

// biome-ignore lint/style/noDefaultExport: `import Discord from` is how programs import it
export { Discord as default };
