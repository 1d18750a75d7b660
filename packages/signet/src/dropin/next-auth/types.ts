import type { Strategy } from "../../strategy/contract.ts";
import type { Awaitable } from "./awaitable.ts";
import type { JWT, JWTOptions } from "./jwt/types.ts";
import type { CredentialInput, Provider } from "./providers/types.ts";
import type { DefaultSession, Session, User } from "./session-types.ts";

export type { Awaitable } from "./awaitable.ts";
// A star, because only then a program can add members to the interfaces of the entry.
export * from "./session-types.ts";

/** JSON of the client, without a type, as the result of `JSON.parse`. Validate it before use. */
type UncheckedJson = ReturnType<typeof JSON.parse>;

/** The way of a sign-in. */
export interface Account {
  /** The id of the user that `authorize` returned. */
  providerAccountId: string;
  userId?: string;
  /** The id of the provider. */
  provider: string;
  type: "oauth" | "email" | "credentials";
  [member: string]: unknown;
}

export interface Profile {
  sub?: string;
  name?: string;
  email?: string;
  image?: string;
}

/** A user of a database. The name exists for imports; this package has no adapters. */
export interface AdapterUser extends User {
  email: string;
  emailVerified: Date | null;
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
      newSession: UncheckedJson;
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
    session?: UncheckedJson;
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

/** The looks of the built-in pages. */
export interface Theme {
  colorScheme?: "auto" | "dark" | "light" | undefined;
  logo?: string | undefined;
  brandColor?: string | undefined;
  buttonText?: string | undefined;
}

export type WarningCode = "NEXTAUTH_URL" | "NO_SECRET" | "DEBUG_ENABLED";

export interface LoggerInstance {
  warn: (code: WarningCode) => void;
  error: (code: string, metadata: Error | { error: Error; [key: string]: unknown }) => void;
  debug: (code: string, metadata: unknown) => void;
}

export type SessionStrategy = "jwt" | "database";

export interface SessionOptions {
  /**
   * `"jwt"` keeps sessions in the encrypted cookies of next-auth 4. `hybrid({ store })` or
   * `database({ store })` of `signet-auth/next` keep them so that they can be listed and revoked.
   */
  strategy: SessionStrategy | Strategy;
  /** The time without a visit after which a session ends; seconds. Default: 30 days. */
  maxAge: number;
  /**
   * The age at which a token is issued again; seconds. `0` means at each read. Default: 1 day, and at
   * most half of `maxAge`.
   */
  updateAge: number;
  /** Not used, because it belongs to sessions of an adapter. */
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
  /** Not supported: an adapter causes `UnsupportedOptionError`. */
  adapter?: undefined;
  debug?: boolean | undefined;
  logger?: Partial<LoggerInstance> | undefined;
  theme?: Theme | undefined;
  /** Default: `true` when the site's URL is https. */
  useSecureCookies?: boolean | undefined;
  cookies?: Partial<CookiesOptions> | undefined;
}

export type { AuthOptions as NextAuthOptions };
