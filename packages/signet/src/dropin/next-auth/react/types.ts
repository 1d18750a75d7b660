import type { ReactNode } from "react";
import type { Session } from "../session-types.ts";

export interface UseSessionOptions<Required extends boolean> {
  /** With `true`, a visitor without a session goes to the sign-in page. */
  required: Required;
  /** Called instead of the way to the sign-in page. */
  onUnauthenticated?: (() => void) | undefined;
}

/** Texts that editors suggest, and every other text. */
export type LiteralUnion<Suggested extends Base, Base = string> =
  | Suggested
  | (Base & Record<never, never>);

/** Types of providers whose sign-in can answer without a redirect. */
export type RedirectableProviderType = "email" | "credentials";

/** The ids of the OAuth providers of this package. */
export type OAuthProviderType =
  | "apple"
  | "auth0"
  | "azure-ad"
  | "cognito"
  | "discord"
  | "facebook"
  | "github"
  | "gitlab"
  | "google"
  | "keycloak"
  | "linkedin"
  | "okta"
  | "slack"
  | "twitter";

/** Ids that editors suggest. */
export type BuiltInProviderType = RedirectableProviderType | OAuthProviderType;

export type ProviderType = "oauth" | "email" | "credentials";

/** A provider as the browser sees it. */
export interface ClientSafeProvider {
  id: LiteralUnion<BuiltInProviderType>;
  name: string;
  type: ProviderType;
  signinUrl: string;
  callbackUrl: string;
}

/** Options of `signIn`. All of them are sent, so the credentials are among them. */
export interface SignInOptions extends Record<string, unknown> {
  /** The URL after the sign-in. Default: the URL of the page. */
  callbackUrl?: string | undefined;
  /** With `false`, the page stays and `signIn` returns the result. Default: `true`. */
  redirect?: boolean | undefined;
}

/** The result of `signIn` with `redirect: false`. */
export interface SignInResponse {
  /** The code of the error, such as `CredentialsSignin`. */
  error: string | null;
  /** The status of the response. */
  status: number;
  ok: boolean;
  /** The URL to go to, or `null` after an error. */
  url: string | null;
}

/** Everything that `new URLSearchParams()` accepts. */
export type SignInAuthorizationParams =
  | string
  | string[][]
  | Record<string, string>
  | URLSearchParams;

/** The result of `signOut` with `redirect: false`. */
export interface SignOutResponse {
  url: string;
}

export interface SignOutParams<Redirect extends boolean = true> {
  /** The URL after the sign-out. Default: the URL of the page. */
  callbackUrl?: string | undefined;
  /** With `false`, the page stays and `signOut` returns the URL. Default: `true`. */
  redirect?: Redirect | undefined;
}

/** A request on the server. Its cookies are sent on. */
export interface RequestWithCookies {
  headers: { cookie?: string | undefined };
}

/** A context such as that of `getServerSideProps`, or a request. Only servers need one. */
export interface CtxOrReq {
  req?: RequestWithCookies | undefined;
  ctx?: { req: RequestWithCookies } | undefined;
}

export interface GetSessionParams extends CtxOrReq {
  event?: LiteralUnion<"storage" | "timer" | "hidden"> | undefined;
  triggerEvent?: boolean | undefined;
  /**
   * With `true`, all other tabs read the session again; with `false`, no tab does. By default they do
   * when the session has changed.
   */
  broadcast?: boolean | undefined;
}

/** Sends data to the server's `jwt` callback, and returns the changed session. */
export type UpdateSession = (data?: unknown) => Promise<Session | null>;

interface Authenticated {
  update: UpdateSession;
  data: Session;
  status: "authenticated";
}

interface Without<Status> {
  update: UpdateSession;
  data: null;
  status: Status;
}

/** The result of `useSession`. */
export type SessionContextValue<Required extends boolean = false> = Required extends true
  ? Authenticated | Without<"loading">
  : Authenticated | Without<"unauthenticated" | "loading">;

export interface SessionProviderProps {
  children?: ReactNode;
  /** The session of `getServerSession`. With it the first render is not `loading`. */
  session?: Session | null | undefined;
  /** Not used, as in next-auth 4. */
  baseUrl?: string | undefined;
  /** The path of the auth routes. Default: the path of `NEXTAUTH_URL`, or else `/api/auth`. */
  basePath?: string | undefined;
  /** The time between two reads of the session; seconds. `0` means no repeated reads. Default: 0. */
  refetchInterval?: number | undefined;
  /** With `true`, the session is read again when the tab becomes visible. Default: `true`. */
  refetchOnWindowFocus?: boolean | undefined;
  /** With `false`, repeated reads stop while the browser is offline. */
  refetchWhenOffline?: false | undefined;
}
