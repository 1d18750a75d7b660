import { type ProviderMethod, providerMethod } from "../method.ts";
import { type ProviderOptions, parseProviderOptions } from "../options.ts";
import { type Claims, type GivenProfile, OAUTH, type ProviderData } from "../provider-data.ts";

const GITHUB: ProviderData = {
  ...OAUTH,
  title: "GitHub",
  // GitHub sends `iss` with this value since April 2026.
  issuer: "https://github.com/login/oauth",
  endpoints: {
    authorization: "https://github.com/login/oauth/authorize",
    token: "https://github.com/login/oauth/access_token",
    user: "https://api.github.com/user",
    more: { emails: "https://api.github.com/user/emails" },
  },
  scopes: ["read:user", "user:email"],
  profile: githubProfile,
  trusts: () => true,
};

/** The public `email` of a user says nothing of its verification; the list does so for each address. */
function githubProfile({ emails, email, name, login, avatar_url }: Claims): GivenProfile {
  const list: readonly unknown[] = Array.isArray(emails) ? emails : [];
  const primary = list.map((one) => Object(one)).find((one) => one.primary === true);
  return {
    email: primary?.email ?? email,
    emailVerified: primary?.verified,
    name: name ?? login,
    image: avatar_url,
  };
}

/**
 * Creates sign-in with GitHub, by an OAuth App or a GitHub App. A GitHub App needs the account permission
 * "Email addresses" to read the address. Trusted for verified addresses.
 *
 * @throws {SignetError} `invalid-config` for wrong options.
 * @example
 * ```ts
 * import { github } from "signet-auth/sign-in/oauth";
 *
 * const method = github({
 *   clientId: process.env.GITHUB_ID,
 *   clientSecret: process.env.GITHUB_SECRET,
 * });
 * ```
 */
export function github(options: ProviderOptions): ProviderMethod {
  return providerMethod(GITHUB, parseProviderOptions(options, "github()"), "github()");
}

const DISCORD: ProviderData = {
  ...OAUTH,
  title: "Discord",
  issuer: "https://discord.com",
  endpoints: {
    authorization: "https://discord.com/api/oauth2/authorize",
    token: "https://discord.com/api/oauth2/token",
    user: "https://discord.com/api/users/@me",
    more: {},
  },
  // With `openid` Discord adds an ID token.
  scopes: ["identify", "email"],
  profile: ({ id, avatar, email, verified, global_name, username }) => ({
    email,
    emailVerified: verified,
    name: global_name ?? username,
    image:
      typeof avatar === "string" ? `https://cdn.discordapp.com/avatars/${id}/${avatar}.png` : null,
  }),
};

/**
 * Creates sign-in with Discord. Users with a telephone number only have no address.
 *
 * @throws {SignetError} `invalid-config` for wrong options.
 * @example
 * ```ts
 * import { discord } from "signet-auth/sign-in/oauth";
 *
 * const method = discord({
 *   clientId: process.env.DISCORD_ID,
 *   clientSecret: process.env.DISCORD_SECRET,
 * });
 * ```
 */
export function discord(options: ProviderOptions): ProviderMethod {
  return providerMethod(DISCORD, parseProviderOptions(options, "discord()"), "discord()");
}

const FACEBOOK: ProviderData = {
  ...OAUTH,
  title: "Facebook",
  issuer: "https://www.facebook.com",
  endpoints: {
    // Without a version, Facebook takes the oldest one that the application may use.
    authorization: "https://www.facebook.com/dialog/oauth",
    token: "https://graph.facebook.com/oauth/access_token",
    user: "https://graph.facebook.com/me?fields=id,name,email,picture",
    more: {},
  },
  scopes: ["email", "public_profile"],
  // Facebook does not say whether an address is verified.
  profile: ({ email, name, picture }) => ({
    email,
    emailVerified: false,
    name,
    image: Object(Object(picture).data).url,
  }),
};

/**
 * Creates sign-in with Facebook. An address of Facebook is never verified, and it may be missing.
 *
 * @throws {SignetError} `invalid-config` for wrong options.
 * @example
 * ```ts
 * import { facebook } from "signet-auth/sign-in/oauth";
 *
 * const method = facebook({
 *   clientId: process.env.FACEBOOK_ID,
 *   clientSecret: process.env.FACEBOOK_SECRET,
 * });
 * ```
 */
export function facebook(options: ProviderOptions): ProviderMethod {
  return providerMethod(FACEBOOK, parseProviderOptions(options, "facebook()"), "facebook()");
}

const X: ProviderData = {
  ...OAUTH,
  title: "X",
  issuer: "https://x.com",
  endpoints: {
    authorization: "https://x.com/i/oauth2/authorize",
    token: "https://api.x.com/2/oauth2/token",
    user: "https://api.x.com/2/users/me?user.fields=confirmed_email,profile_image_url",
    more: {},
  },
  scopes: ["users.read", "tweet.read", "users.email"],
  clientAuth: "basic",
  subject: ({ data }) => Object(data).id,
  profile({ data }) {
    const { confirmed_email, name, profile_image_url } = Object(data);
    return {
      email: confirmed_email,
      // X gives an address only after the user confirmed it.
      emailVerified: confirmed_email !== undefined,
      name,
      image: profile_image_url,
    };
  },
};

/**
 * Creates sign-in with X (Twitter). Its access tokens live for two hours; add the scope `offline.access`
 * to refresh them.
 *
 * @throws {SignetError} `invalid-config` for wrong options.
 * @example
 * ```ts
 * import { x } from "signet-auth/sign-in/oauth";
 *
 * const method = x({ clientId: process.env.X_ID, clientSecret: process.env.X_SECRET });
 * ```
 */
export function x(options: ProviderOptions): ProviderMethod {
  return providerMethod(X, parseProviderOptions(options, "x()"), "x()");
}
