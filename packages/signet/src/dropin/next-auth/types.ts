import type { Strategy } from "../../strategy/contract.ts";
import type { Account } from "./account-types.ts";
import type { Adapter, AdapterUser } from "./adapters.ts";
import type { Awaitable } from "./awaitable.ts";
import type { JWT, JWTOptions } from "./jwt/types.ts";
import type { CredentialInput, Provider } from "./providers/types.ts";
import type { DefaultSession, Session, Theme, User } from "./session-types.ts";
import type { Unchecked } from "./unchecked.ts";

// A star, because only then a program can add members to the interfaces of the entry.
export * from "./account-types.ts";
export type { AdapterUser } from "./adapters.ts";
export type { Awaitable } from "./awaitable.ts";
export type { TokenSet } from "./oauth/types.ts";
export * from "./session-types.ts";

export interface Profile {
  sub?: string;
  name?: string;
  email?: string;
  image?: string;
}

export interface CallbacksOptions<P = Profile, A = Account> {
  /** Decides whether a user may sign in. A text is the URL of a redirect. */
  signIn: (params: {
    user: User | AdapterUser;
    account: A | null;
    profile?: P;
    email?: { verificationRequest?: boolean };
    credentials?: Record<string, CredentialInput>;
  }) => Awaitable<string | boolean>;
  /** Returns the URL of a redirect. The default allows URLs of this site only. */
  redirect: (params: { url: string; baseUrl: string }) => Awaitable<string>;
  /** Returns the session that the browser sees. Called at each read. */
  session: (
    params: { session: Session; token: JWT; user: AdapterUser } & {
      newSession: Unchecked;
      trigger: "update";
    },
  ) => Awaitable<Session | DefaultSession>;
  /** Returns the content of the token. Called at sign-in, at each read and at each update. */
  jwt: (params: {
    token: JWT;
    /** At sign-in only. */
    user: User | AdapterUser;
    /** At sign-in only. */
    account: A | null;
    profile?: P;
    trigger?: "signIn" | "signUp" | "update";
    isNewUser?: boolean;
    /** The data that the client gave to `update`. Validate it before use. */
    session?: Unchecked;
  }) => Awaitable<JWT>;
}

export interface EventCallbacks {
  signIn: (message: {
    user: User;
    account: Account | null;
    profile?: Profile;
    isNewUser?: boolean;
  }) => Awaitable<void>;
  signOut: (message: { session: Session; token: JWT }) => Awaitable<void>;
  createUser: (message: { user: User }) => Awaitable<void>;
  updateUser: (message: { user: User }) => Awaitable<void>;
  linkAccount: (message: {
    user: User | AdapterUser;
    account: Account;
    profile: User | AdapterUser;
  }) => Awaitable<void>;
  session: (message: { session: Session; token: JWT }) => Awaitable<void>;
}

export type EventType = keyof EventCallbacks;

/** The attributes of a cookie. Times are seconds in `maxAge`. */
export interface CookieAttributes {
  domain?: string | undefined;
  encode?: ((value: string) => string) | undefined;
  expires?: Date | undefined;
  httpOnly?: boolean | undefined;
  maxAge?: number | undefined;
  partitioned?: boolean | undefined;
  path?: string | undefined;
  priority?: "low" | "medium" | "high" | undefined;
  sameSite?: boolean | "lax" | "strict" | "none" | undefined;
  secure?: boolean | undefined;
}

export interface CookieOption {
  name: string;
  options: CookieAttributes;
}

export interface CookiesOptions {
  sessionToken: CookieOption;
  callbackUrl: CookieOption;
  csrfToken: CookieOption;
  pkceCodeVerifier: CookieOption;
  state: CookieOption;
  nonce: CookieOption;
}

/** Paths of the program's own pages. */
export interface PagesOptions {
  signIn: string;
  signOut: string;
  error: string;
  verifyRequest: string;
  newUser: string;
}

export type WarningCode = "NEXTAUTH_URL" | "NO_SECRET" | "DEBUG_ENABLED" | "TWITTER_OAUTH_2_BETA";

export interface LoggerInstance {
  warn: (code: WarningCode) => void;
  error: (code: string, metadata: Error | { error: Error; [key: string]: unknown }) => void;
  debug: (code: string, metadata: unknown) => void;
}

export type SessionStrategy = "jwt" | "database";

export interface SessionOptions {
  /**
   * `"jwt"` keeps sessions in the encrypted cookies of next-auth 4. `"database"` keeps them with the
   * adapter. `hybrid({ store })` or `database({ store })` of `signet-auth/next` keep them so that they can
   * be listed and revoked. Default: `"database"` with an adapter, and otherwise `"jwt"`.
   */
  strategy: SessionStrategy | Strategy;
  /** The time without a visit after which a session ends; seconds. Default: 30 days. */
  maxAge: number;
  /**
   * The age at which a token is issued again; seconds. `0` means at each read. Default: 1 day, and at
   * most half of `maxAge`.
   */
  updateAge: number;
  /** Returns the text in the cookie of a session of an adapter. Default: a random UUID. */
  generateSessionToken: () => Awaitable<string>;
}

export interface AuthOptions {
  providers: Provider[];
  /** Default: `NEXTAUTH_SECRET`, or else `AUTH_SECRET`. */
  secret?: string | undefined;
  session?: Partial<SessionOptions> | undefined;
  jwt?: Partial<JWTOptions> | undefined;
  pages?: Partial<PagesOptions> | undefined;
  callbacks?: Partial<CallbacksOptions> | undefined;
  events?: Partial<EventCallbacks> | undefined;
  /** Keeps users and accounts, and with `session.strategy: "database"`, its default here, the sessions. */
  adapter?: Adapter | undefined;
  debug?: boolean | undefined;
  logger?: Partial<LoggerInstance> | undefined;
  theme?: Theme | undefined;
  /** Default: `true` when the site's URL is https. */
  useSecureCookies?: boolean | undefined;
  cookies?: Partial<CookiesOptions> | undefined;
}

export type { AuthOptions as NextAuthOptions };
