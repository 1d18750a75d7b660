import { isPlain, merged } from "../merge.ts";
import type {
  AuthorizationEndpointHandler,
  ChecksType,
  OAuthConfig,
  TokenEndpointHandler,
  UserinfoEndpointHandler,
} from "../providers/oauth-types.ts";
import type { Unchecked } from "../unchecked.ts";

/** An OAuth provider with its URLs, after the options of the program. Endpoints are objects. */
export interface ResolvedOAuth
  extends Omit<
    OAuthConfig<Unchecked>,
    "authorization" | "token" | "userinfo" | "options" | "checks"
  > {
  readonly signinUrl: string;
  readonly callbackUrl: string;
  readonly authorization?: AuthorizationEndpointHandler;
  readonly token?: TokenEndpointHandler;
  readonly userinfo?: UserinfoEndpointHandler;
  readonly checks: readonly ChecksType[];
}

/** Merges the options that a program gave to an OAuth provider, as next-auth 4 does. */
export function resolveOAuth(
  { options, ...defaults }: OAuthConfig<Unchecked>,
  urlsOf: (id: string) => { readonly signinUrl: string; readonly callbackUrl: string },
): ResolvedOAuth {
  const base = withEndpoints(defaults);
  const idToken = base["idToken"] ?? opensId(base);
  const settled = merged({ ...base, idToken: Boolean(idToken) }, withEndpoints({ ...options }));
  const checks = settled["checks"] ?? "state";
  const provider = { ...settled, checks: [checks].flat(), ...urlsOf(String(settled["id"])) };
  // The program's provider with the members that this function replaced.
  return provider as unknown as ResolvedOAuth;
}

/** Checks whether a provider speaks OpenID Connect, so that its profile is in an ID token. */
function opensId({ wellKnown, authorization }: Record<string, Unchecked>): boolean {
  return (
    wellKnown?.includes("openid-configuration") ??
    authorization?.params?.scope?.includes("openid") ??
    false
  );
}

/** Turns the endpoints that are URLs into objects with a URL and parameters. */
function withEndpoints(provider: object): Record<string, Unchecked> {
  return Object.fromEntries(
    Object.entries(provider).map(([name, value]) => {
      const isEndpoint = name === "authorization" || name === "token" || name === "userinfo";
      return [name, isEndpoint && typeof value === "string" ? endpoint(value) : value];
    }),
  );
}

function endpoint(text: string): AuthorizationEndpointHandler {
  const { origin, pathname, searchParams } = new URL(text);
  return { url: `${origin}${pathname}`, params: Object.fromEntries(searchParams) };
}

/** Returns the parameters of an endpoint as texts. Objects are written as JSON. */
export function paramsOf(params: unknown): Record<string, string> {
  if (!isPlain(params)) return {};
  const given = Object.entries(params).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(
    given.map(([name, value]) => [name, isPlain(value) ? JSON.stringify(value) : String(value)]),
  );
}
