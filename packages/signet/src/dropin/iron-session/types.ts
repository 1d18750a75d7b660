import type { IncomingMessage, ServerResponse } from "node:http";
import type { Password } from "./passwords.ts";

export type RequestType = IncomingMessage | Request;
export type ResponseType = ServerResponse | Response;

/** The attributes of the session cookie. The name is `cookieName`, and the value is the seal. */
export interface CookieOptions {
  domain?: string;
  expires?: Date;
  httpOnly?: boolean;
  /** Seconds. An explicit `undefined` makes a cookie that ends with the browser. */
  maxAge?: number | undefined;
  partitioned?: boolean;
  path?: string;
  priority?: "low" | "medium" | "high";
  sameSite?: boolean | "lax" | "strict" | "none";
  secure?: boolean;
}

/** The attributes that a cookie store such as `await cookies()` of Next receives. */
export interface ResponseCookie extends Omit<CookieOptions, "expires"> {
  name: string;
  value: string;
  expires?: Date | number;
}

interface StoredCookie {
  name: string;
  value: string;
}

/** The members of `await cookies()` of Next that a session uses. */
export interface CookieStore {
  get: (name: string) => StoredCookie | undefined;
  getAll?: () => StoredCookie[];
  set: (name: string, value: string, cookie: Partial<ResponseCookie>) => unknown;
}

/** The cookies of one request and its response. An adapter for your framework implements it. */
export interface CookieJar {
  read: (name: string) => string | undefined;
  write: (name: string, value: string, options: CookieOptions) => void;
  /** The names of the cookies of the request. */
  names?: () => string[];
  /** Throws when a cookie can no longer be sent. */
  assertWritable?: () => void;
}

/** The cookies of a `NextRequest`. */
export interface NextRequestCookies {
  get: (name: string) => StoredCookie | undefined;
  getAll?: () => StoredCookie[];
  set: (name: string, value: string) => unknown;
}

/** The cookies of a `NextResponse`. */
export interface NextResponseCookies {
  set: (name: string, value: string, options: Partial<ResponseCookie>) => unknown;
}

/**
 * The reason why a seal was not opened: it has expired, it is no seal or was changed, or the password
 * map has no password with its id.
 */
export type UnsealErrorReason = "expired" | "invalid" | "unknown-password";

/** Receives the reason why a seal was not opened, and iron's error. */
export type OnUnsealError = (reason: UnsealErrorReason, error: unknown) => void;

export interface SessionOptions {
  /** The name of the cookie. */
  cookieName: string;
  /** At least 32 random characters, or several passwords by number: the highest one seals, all open. */
  password: Password;
  /**
   * The time in seconds that a session is valid; 14 days by default. The cookie ends 60 s earlier. 0
   * means that the seal never expires.
   */
  ttl?: number | undefined;
  /** The attributes of the cookie. Defaults: `HttpOnly`, `Secure`, `SameSite=Lax`, `Path=/`. */
  cookieOptions?: CookieOptions | undefined;
  /** Called when the cookie of a request cannot be opened. The session is then empty. */
  onUnsealError?: OnUnsealError | undefined;
  /** Splits a session that does not fit in one cookie into at most four. Reading accepts both forms. */
  chunk?: boolean | undefined;
}

/** The name of {@link SessionOptions} in iron-session 6. */
export type IronSessionOptions = SessionOptions;

/** The data, and the methods that write it. The members of `Data` are missing in a new session. */
export type IronSession<Data = IronSessionData> = Data & {
  /** Seals the data and sets the cookie. */
  readonly save: () => Promise<void>;
  /** Removes the data and the cookie. */
  readonly destroy: () => void;
  /** Replaces the options. Only `save` writes a new cookie. */
  readonly updateConfig: (newSessionOptions: SessionOptions) => void;
};

/**
 * The data of sessions without a type parameter, as in iron-session 6. Programs extend it:
 * `declare module "signet-auth/iron-session" { interface IronSessionData { … } }`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: programs extend it
export interface IronSessionData {}
