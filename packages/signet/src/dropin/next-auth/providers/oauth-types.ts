import type { Awaitable } from "../awaitable.ts";
import type {
  CallbackParams,
  EndpointRequest,
  OAuthChecks,
  OAuthClient,
  TokenSet,
} from "../oauth/types.ts";
import type { User } from "../session-types.ts";
import type { Unchecked } from "../unchecked.ts";

export type { OAuthChecks, OAuthClient, TokenSet } from "../oauth/types.ts";

export type ChecksType = "pkce" | "state" | "none" | "nonce";

/** An endpoint of a provider: its URL, parameters, and a function that makes the request. */
export interface EndpointHandler<Context = unknown, Result = unknown> {
  url?: string;
  params?: Record<string, Unchecked>;
  request?: EndpointRequest<RequestContext & Context, Result>;
}

/** The values that each function of an endpoint receives. */
export interface RequestContext {
  client: OAuthClient;
  /** The provider with its URLs. */
  provider: OAuthConfig<Unchecked> & { signinUrl: string; callbackUrl: string };
}

export type AuthorizationEndpointHandler = EndpointHandler;

export type TokenEndpointHandler = EndpointHandler<
  { params: CallbackParams; checks: OAuthChecks },
  { tokens: TokenSet }
>;

export type UserinfoEndpointHandler = EndpointHandler<{ tokens: TokenSet }, Unchecked>;

/** The looks of a provider's button on the built-in page. */
export interface OAuthProviderButtonStyles {
  logo: string;
  logoDark?: string;
  bg: string;
  bgDark?: string;
  text: string;
  textDark?: string;
}

/** Options of the HTTP requests to a provider. */
export interface HttpOptions {
  /** The time after which a request fails; milliseconds. Default: 3500. */
  timeout?: number;
  headers?: Record<string, string>;
}

/** Metadata of the client, with the names of OpenID Connect Dynamic Client Registration. */
export interface ClientMetadata {
  token_endpoint_auth_method?: string;
  id_token_signed_response_alg?: string;
  userinfo_signed_response_alg?: string;
  [member: string]: Unchecked;
}

/** A provider of OAuth 2 or OpenID Connect. `P` is the type of its profiles. */
export interface OAuthConfig<P> {
  id: string;
  name: string;
  type: "oauth";
  /** The URL of the provider's metadata. */
  wellKnown?: string;
  issuer?: string;
  jwks_endpoint?: string;
  authorization?: string | AuthorizationEndpointHandler;
  token?: string | TokenEndpointHandler;
  userinfo?: string | UserinfoEndpointHandler;
  version?: string;
  /** Returns the user of a profile. Its `id` identifies the account at the provider. */
  profile(profile: P, tokens: TokenSet): Awaitable<User>;
  /** Default: `["state"]`. */
  checks?: ChecksType | ChecksType[];
  client?: Partial<ClientMetadata>;
  /** The private keys of the client, for `token_endpoint_auth_method: "private_key_jwt"`. */
  jwks?: { keys: Record<string, Unchecked>[] };
  clientId?: string;
  clientSecret?: string;
  /** Takes the profile from the ID token. */
  idToken?: boolean;
  region?: string;
  httpOptions?: HttpOptions;
  style?: OAuthProviderButtonStyles;
  /** The options that the program gave. They are merged into the members above. */
  options?: OAuthUserConfig<P>;
  accessTokenUrl?: string;
  requestTokenUrl?: string;
  profileUrl?: string;
  encoding?: string;
  /** Links a new account to the user with the same e-mail address. */
  allowDangerousEmailAccountLinking?: boolean;
}

/** The options of a provider. */
export type OAuthUserConfig<P> = Omit<Partial<OAuthConfig<P>>, "options" | "type"> &
  Required<Pick<OAuthConfig<P>, "clientId" | "clientSecret">>;

export type OAuthProvider = (options: Partial<OAuthConfig<Unchecked>>) => OAuthConfig<Unchecked>;
