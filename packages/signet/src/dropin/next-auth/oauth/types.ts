import type { Awaitable } from "../awaitable.ts";
import type { Unchecked } from "../unchecked.ts";

/** The tokens of an OAuth provider. */
export interface TokenSet {
  access_token?: string;
  token_type?: string;
  id_token?: string;
  refresh_token?: string;
  scope?: string;
  /** When the access token ends; seconds since the epoch. */
  expires_at?: number;
  session_state?: string;
  [member: string]: unknown;
}

/** Tokens with the methods that openid-client 5 gives them. */
export interface TokenSetWithMethods extends TokenSet {
  /** Returns whether the access token has ended. */
  expired(): boolean;
  /** Returns the claims of the ID token. */
  claims(): Unchecked;
}

/** The expected values of a callback. */
export interface OAuthChecks {
  state?: string;
  nonce?: string;
  code_verifier?: string;
  max_age?: number;
  response_type?: string;
}

/** The parameters that a provider sends to the callback. */
export type CallbackParams = Record<string, string | undefined>;

/** Additional parameters of the request to the token endpoint. */
export interface ExchangeOptions {
  exchangeBody?: Readonly<Record<string, unknown>>;
}

export interface UserinfoOptions {
  method?: "GET" | "POST";
  params?: Readonly<Record<string, unknown>> | undefined;
}

export interface ResourceOptions {
  method?: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
}

/**
 * The client that the functions `token.request` and `userinfo.request` of a provider receive. It has the
 * methods of a client of openid-client 5 that such functions use.
 */
export interface OAuthClient {
  readonly client_id: string;
  readonly client_secret?: string | undefined;
  readonly issuer: {
    readonly issuer: string;
    readonly metadata: Readonly<Record<string, unknown>>;
  };
  readonly metadata: Readonly<Record<string, unknown>>;
  authorizationUrl(params?: Readonly<Record<string, unknown>>): string;
  /** Exchanges the code of a callback. The response must contain an ID token. */
  callback(
    redirectUri: string | undefined,
    params: CallbackParams,
    checks?: OAuthChecks,
    options?: ExchangeOptions,
  ): Promise<TokenSetWithMethods>;
  /** Exchanges the code of a callback. */
  oauthCallback(
    redirectUri: string | undefined,
    params: CallbackParams,
    checks?: OAuthChecks,
    options?: ExchangeOptions,
  ): Promise<TokenSetWithMethods>;
  grant(body: Readonly<Record<string, unknown>>): Promise<TokenSetWithMethods>;
  refresh(token: string | TokenSet, options?: ExchangeOptions): Promise<TokenSetWithMethods>;
  revoke(token: string): Promise<void>;
  userinfo(token: string | TokenSet, options?: UserinfoOptions): Promise<Record<string, Unchecked>>;
  requestResource(
    url: string | URL,
    token: string | TokenSet,
    options?: ResourceOptions,
  ): Promise<Unchecked>;
}

/** A function of a provider that makes the request to an endpoint itself. */
export type EndpointRequest<Context, Result> = (context: Context) => Awaitable<Result>;
