import { invalidConfig } from "../../../errors.ts";
import { type ProviderMethod, providerMethod } from "../method.ts";
import { isSecure, issuerOption, type ProviderOptions, parseProviderOptions } from "../options.ts";
import { type Claims, type GivenProfile, OAUTH, OPENID } from "../provider-data.ts";

/** The options of any provider of OpenID Connect. */
export interface OidcOptions extends ProviderOptions {
  /** The issuer: its metadata is at `/.well-known/openid-configuration` below it. */
  readonly issuer: string | undefined;
  /** The name for people. Default: the host of the issuer. */
  readonly title?: string;
  /** `false` for a provider that returns no `nonce`. Default `true`. */
  readonly nonce?: boolean;
  /** `false` for a provider that refuses PKCE. Default `true`. */
  readonly pkce?: boolean;
  /** The way in which the client secret is sent. Default `"post"`. */
  readonly clientAuth?: "post" | "basic";
  /** Returns the profile in the claims. Default: the standard claims. */
  readonly profile?: (claims: Claims) => GivenProfile;
}

const OIDC = ["issuer", "title", "nonce", "pkce", "clientAuth", "profile"];

/**
 * Creates sign-in with any provider of OpenID Connect. Its addresses are trusted for `trustedDomains`.
 *
 * @throws {SignetError} `invalid-config` for wrong options.
 * @example
 * ```ts
 * import { oidc } from "signet-auth/sign-in/oauth";
 *
 * const method = oidc({
 *   issuer: "https://login.example.com",
 *   clientId: "shop",
 *   clientSecret: process.env.LOGIN_SECRET,
 *   trustedDomains: ["example.com"],
 * });
 * ```
 */
export function oidc(options: OidcOptions): ProviderMethod {
  const settings = parseProviderOptions(options, "oidc()", OIDC);
  const issuer = issuerOption(options, "oidc()");
  const { title = new URL(issuer).host, nonce = true, profile = OPENID.profile } = options;
  const { pkce, clientAuth } = quirksOf(options, "oidc()");
  if (typeof nonce !== "boolean") throw invalidConfig("nonce of oidc() must be true or false.");
  return providerMethod(
    { ...OPENID, title, issuer, nonce, pkce, clientAuth, profile },
    settings,
    "oidc()",
  );
}

/** The options of any provider of OAuth 2. */
export interface OAuth2Options extends ProviderOptions {
  /** The issuer: names the provider in identities, so it must stay. Compared with `iss` of a response. */
  readonly issuer: string | undefined;
  /** The address to which the user is sent. */
  readonly authorization: string;
  /** The address of the token endpoint. */
  readonly token: string;
  /** The address that answers with the user, as JSON, for an access token. */
  readonly user: string;
  readonly scopes: readonly string[];
  /** Returns the subject in the answer: unique and stable. Default: its member `id`. */
  readonly subject?: (claims: Claims) => unknown;
  /** Returns the profile in the answer. */
  readonly profile: (claims: Claims) => GivenProfile;
  /** The name for people. Default: the host of the issuer. */
  readonly title?: string;
  /** `false` for a provider that refuses PKCE. Default `true`. */
  readonly pkce?: boolean;
  /** The way in which the client secret is sent. Default `"post"`. */
  readonly clientAuth?: "post" | "basic";
}

const OAUTH2 = [
  ...["issuer", "authorization", "token", "user", "subject", "profile", "title"],
  ...["pkce", "clientAuth"],
];

/**
 * Creates sign-in with any provider of OAuth 2. Use {@link oidc} if the provider offers OpenID Connect:
 * without an ID token, the answer of `user` is the only proof.
 *
 * @throws {SignetError} `invalid-config` for wrong options.
 * @example
 * ```ts
 * import { oauth2 } from "signet-auth/sign-in/oauth";
 *
 * const method = oauth2({
 *   issuer: "https://forge.example",
 *   authorization: "https://forge.example/oauth/authorize",
 *   token: "https://forge.example/oauth/token",
 *   user: "https://forge.example/api/me",
 *   scopes: ["profile"],
 *   profile: ({ mail, name }) => ({ email: mail, emailVerified: false, name, image: null }),
 *   clientId: "shop",
 * });
 * ```
 */
export function oauth2(options: OAuth2Options): ProviderMethod {
  const settings = parseProviderOptions(options, "oauth2()", OAUTH2);
  const issuer = issuerOption(options, "oauth2()");
  const { authorization, token, user, profile, subject = OAUTH.subject } = options;
  for (const [name, address] of Object.entries({ authorization, token, user })) {
    const url = URL.parse(address);
    if (url === null || !isSecure(url)) {
      throw invalidConfig(
        `${name} of oauth2() must be an https address. http is allowed only on localhost.`,
      );
    }
  }
  if (typeof profile !== "function") {
    throw invalidConfig("profile of oauth2() must be a function that returns the user's profile.");
  }
  const { title = new URL(issuer).host, scopes } = options;
  const endpoints = { authorization, token, user, more: {} };
  const quirks = quirksOf(options, "oauth2()");
  return providerMethod(
    { ...OAUTH, title, issuer, endpoints, scopes, subject, profile, ...quirks },
    settings,
    "oauth2()",
  );
}

function quirksOf(options: Pick<OidcOptions, "pkce" | "clientAuth">, owner: string) {
  const { pkce = true, clientAuth = "post" } = options;
  if (typeof pkce !== "boolean") throw invalidConfig(`pkce of ${owner} must be true or false.`);
  if (clientAuth !== "post" && clientAuth !== "basic") {
    throw invalidConfig(`clientAuth of ${owner} must be "post" or "basic".`);
  }
  return { pkce, clientAuth };
}
