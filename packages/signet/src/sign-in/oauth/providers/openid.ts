import type { ClientAuth } from "openid-client";
import { invalidConfig } from "../../../errors.ts";
import { loadJose } from "../jose.ts";
import { type ProviderMethod, providerMethod } from "../method.ts";
import { issuerOption, type ProviderOptions, parseProviderOptions } from "../options.ts";
import { OPENID, type ProviderData } from "../provider-data.ts";

const GOOGLE: ProviderData = {
  ...OPENID,
  title: "Google",
  issuer: "https://accounts.google.com",
  // Google is authoritative for its own addresses and for those of Workspace, and for no others.
  trusts: (email, { hd }) => email.endsWith("@gmail.com") || (typeof hd === "string" && hd !== ""),
};

/** Google gives a refresh token only for these parameters. */
const GOOGLE_OFFLINE = { access_type: "offline", prompt: "consent" };

/**
 * Creates sign-in with Google. Trusted for verified addresses of gmail.com and of Google Workspace. With
 * `keepTokens` it asks for a refresh token.
 *
 * @throws {SignetError} `invalid-config` for wrong options.
 * @example
 * ```ts
 * import { google } from "signet-auth/sign-in/oauth";
 *
 * const method = google({
 *   clientId: process.env.GOOGLE_ID,
 *   clientSecret: process.env.GOOGLE_SECRET,
 * });
 * ```
 */
export function google(options: ProviderOptions): ProviderMethod {
  const settings = parseProviderOptions(options, "google()");
  const parameters = settings.keepTokens ? GOOGLE_OFFLINE : {};
  return providerMethod({ ...GOOGLE, parameters }, settings, "google()");
}

const APPLE: ProviderData = {
  ...OPENID,
  title: "Apple",
  issuer: "https://appleid.apple.com",
  scopes: ["openid", "email", "name"],
  // Apple does not document PKCE. The nonce binds the code to this browser.
  pkce: false,
  // Apple asks for it, as soon as a scope is asked for.
  formPost: true,
  trusts: () => true,
};

/** The options of {@link apple}. Apple's client secret is a token, which the library signs. */
export interface AppleOptions extends Omit<ProviderOptions, "clientSecret"> {
  /** The id of your team, 10 characters. */
  readonly teamId: string | undefined;
  /** The id of the key, 10 characters. */
  readonly keyId: string | undefined;
  /** The content of the `.p8` file of the key. `\n` may stand for a line break. */
  readonly privateKey: string | undefined;
}

/** The life of a client secret; Apple allows six months. */
const SECRET_LIFE = "5m";

/**
 * Creates sign-in with Apple. `clientId` is the Services ID. Apple allows neither http nor localhost, and
 * gives the name of a user at the first sign-in only. Trusted for verified addresses.
 *
 * @throws {SignetError} `invalid-config` for wrong options.
 * @example
 * ```ts
 * import { apple } from "signet-auth/sign-in/oauth";
 *
 * const method = apple({
 *   clientId: "com.example.web",
 *   teamId: process.env.APPLE_TEAM,
 *   keyId: process.env.APPLE_KEY_ID,
 *   privateKey: process.env.APPLE_KEY,
 * });
 * ```
 */
export function apple(options: AppleOptions): ProviderMethod {
  const settings = parseProviderOptions(options, "apple()", ["teamId", "keyId", "privateKey"]);
  return providerMethod({ ...APPLE, clientAuth: appleAuth(options) }, settings, "apple()");
}

function appleAuth({ teamId, keyId, privateKey }: AppleOptions): ClientAuth {
  if (!teamId || !keyId || !privateKey?.includes("PRIVATE KEY")) {
    throw invalidConfig(
      "teamId, keyId and privateKey of apple() must be texts, and privateKey the content of the .p8 file. Check that the environment variables are set.",
    );
  }
  const pem = privateKey.replaceAll("\\n", "\n");
  const auth = async (_server: unknown, client: { client_id: string }, body: URLSearchParams) => {
    const { importPKCS8, SignJWT } = await loadJose();
    const secret = new SignJWT()
      .setProtectedHeader({ alg: "ES256", kid: keyId })
      .setIssuer(teamId)
      .setSubject(client.client_id)
      .setAudience(APPLE.issuer)
      .setIssuedAt()
      .setExpirationTime(SECRET_LIFE);
    body.set("client_id", client.client_id);
    body.set("client_secret", await secret.sign(await importPKCS8(pem, "ES256")));
  };
  return auth;
}

const GITLAB: ProviderData = {
  ...OPENID,
  title: "GitLab",
  issuer: "https://gitlab.com",
  trusts: () => true,
};

/** The options of {@link gitlab}. */
export interface GitLabOptions extends ProviderOptions {
  /** The address of your own GitLab. Default `"https://gitlab.com"`. */
  readonly issuer?: string;
}

/**
 * Creates sign-in with GitLab. gitlab.com is trusted for verified addresses; your own GitLab is trusted
 * for `trustedDomains`, because it may be configured not to verify addresses.
 *
 * @throws {SignetError} `invalid-config` for wrong options.
 * @example
 * ```ts
 * import { gitlab } from "signet-auth/sign-in/oauth";
 *
 * const method = gitlab({
 *   clientId: process.env.GITLAB_ID,
 *   clientSecret: process.env.GITLAB_SECRET,
 * });
 * ```
 */
export function gitlab(options: GitLabOptions): ProviderMethod {
  const settings = parseProviderOptions(options, "gitlab()", ["issuer"]);
  if (options.issuer === undefined) return providerMethod(GITLAB, settings, "gitlab()");
  const issuer = issuerOption(options, "gitlab()");
  return providerMethod({ ...GITLAB, issuer, trusts: OPENID.trusts }, settings, "gitlab()");
}

const LINKEDIN: ProviderData = {
  ...OPENID,
  title: "LinkedIn",
  issuer: "https://www.linkedin.com/oauth",
  // LinkedIn returns no nonce, and answers invalid_client to PKCE (nextauthjs/next-auth#8831).
  nonce: false,
  pkce: false,
};

/**
 * Creates sign-in with LinkedIn. LinkedIn supports neither PKCE nor a nonce, so only the `state` and the
 * client secret protect the code.
 *
 * @throws {SignetError} `invalid-config` for wrong options.
 * @example
 * ```ts
 * import { linkedin } from "signet-auth/sign-in/oauth";
 *
 * const method = linkedin({
 *   clientId: process.env.LINKEDIN_ID,
 *   clientSecret: process.env.LINKEDIN_SECRET,
 * });
 * ```
 */
export function linkedin(options: ProviderOptions): ProviderMethod {
  return providerMethod(LINKEDIN, parseProviderOptions(options, "linkedin()"), "linkedin()");
}

const SLACK: ProviderData = {
  ...OPENID,
  title: "Slack",
  issuer: "https://slack.com",
  pkce: false,
  // `sub` is the id of the user alone, and unique only together with the workspace.
  subject(claims) {
    const [team, user] = [claims["https://slack.com/team_id"], claims["https://slack.com/user_id"]];
    return typeof team === "string" && typeof user === "string" ? `${team}:${user}` : null;
  },
};

/**
 * Creates sign-in with Slack. The identity is a user of one workspace.
 *
 * @throws {SignetError} `invalid-config` for wrong options.
 * @example
 * ```ts
 * import { slack } from "signet-auth/sign-in/oauth";
 *
 * const method = slack({ clientId: process.env.SLACK_ID, clientSecret: process.env.SLACK_SECRET });
 * ```
 */
export function slack(options: ProviderOptions): ProviderMethod {
  return providerMethod(SLACK, parseProviderOptions(options, "slack()"), "slack()");
}
