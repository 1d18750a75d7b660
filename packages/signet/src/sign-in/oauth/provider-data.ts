import type { ClientAuth } from "openid-client";

/** What a provider says about a user: the claims of an ID token, or the answer of a user endpoint. */
export type Claims = Readonly<Record<string, unknown>>;

/** A profile as a provider gives it. The values come from a network: each is checked afterwards. */
export interface GivenProfile {
  readonly email: unknown;
  /** Only `true` and `"true"` count. */
  readonly emailVerified: unknown;
  readonly name: unknown;
  /** The address of a picture. */
  readonly image: unknown;
}

/** The addresses of a provider without discovery. */
export interface Endpoints {
  readonly authorization: string;
  readonly token: string;
  /** The address that answers with the user, as JSON. */
  readonly user: string;
  /**
   * Further addresses, each with the member of the claims that gets its answer. A missing answer leaves
   * the member out.
   */
  readonly more: Readonly<Record<string, string>>;
}

/** All that distinguishes one provider from another. The presets are values of this type. */
export interface ProviderData {
  /** The name for people, such as `GitHub`. */
  readonly title: string;
  /** The issuer; https, or http on this machine. */
  readonly issuer: string;
  /** `null` for OpenID Connect, whose endpoints are found by discovery. */
  readonly endpoints: Endpoints | null;
  /** The least scopes with which a user can be identified. */
  readonly scopes: readonly string[];
  /** Whether the provider takes PKCE. */
  readonly pkce: boolean;
  /** Whether the provider returns the `nonce` in its ID token. */
  readonly nonce: boolean;
  /** The way in which the client authenticates itself. */
  readonly clientAuth: "post" | "basic" | ClientAuth;
  /** Whether the provider answers by a POST of its page (`response_mode=form_post`). */
  readonly formPost: boolean;
  /** More parameters of the authorization request. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Returns the subject: unique and stable for a user of the issuer. */
  subject(claims: Claims): unknown;
  profile(claims: Claims): GivenProfile;
  /** Checks whether the provider is trusted to verify this address. It is asked for verified addresses only. */
  trusts(email: string, claims: Claims): boolean;
  /** Checks whether this application accepts the user, such as users of one tenant. */
  accepts(claims: Claims): boolean;
  /**
   * The issuer in the metadata of all tenants, where each ID token has the issuer of its tenant; `accepts`
   * then checks the tenant. `null`: the metadata has `issuer`, as the standards ask.
   */
  readonly sharedIssuer: string | null;
  /** The parameters of the end-session endpoint: those of the standard, or those of Cognito. */
  readonly signOut: "standard" | "cognito";
  /** The accepted types of a logout token, in lower case. */
  readonly logoutTokenTypes: readonly string[];
}

/** Returns the profile in the standard claims (OpenID Connect Core, section 5.1). */
function standardProfile(claims: Claims): GivenProfile {
  return {
    email: claims["email"],
    emailVerified: claims["email_verified"],
    name: claims["name"],
    image: claims["picture"],
  };
}

/** A provider of OpenID Connect without quirks. No address is trusted without the option `trustedDomains`. */
export const OPENID: Omit<ProviderData, "title" | "issuer"> = {
  endpoints: null,
  scopes: ["openid", "email", "profile"],
  pkce: true,
  nonce: true,
  clientAuth: "post",
  formPost: false,
  parameters: {},
  subject: (claims) => claims["sub"],
  profile: standardProfile,
  trusts: () => false,
  accepts: () => true,
  sharedIssuer: null,
  signOut: "standard",
  logoutTokenTypes: ["logout+jwt"],
};

/** A provider of plain OAuth 2: without ID token, so without nonce. */
export const OAUTH: Omit<ProviderData, "title" | "issuer" | "endpoints" | "scopes"> = {
  ...OPENID,
  nonce: false,
  subject: (claims) => claims["id"],
};
