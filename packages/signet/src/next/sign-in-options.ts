import type { Accounts, User } from "../accounts/contract.ts";
import { type Duration, parseDuration } from "../duration.ts";
import { invalidConfig } from "../errors.ts";
import { parseOrigin } from "../http/request-url.ts";
import type { SendMail } from "../sign-in/contract/mail.ts";
import type { AuthEvent } from "../sign-in/events.ts";
import type { Limiter } from "../sign-in/limits/contract.ts";
import type { SignInMethods } from "../sign-in/method.ts";
import type { ServiceSetting } from "../sign-in/service-contract.ts";

/** The options of `createAuth` for sign-in methods. */
export interface SignInOptions<M extends SignInMethods, U extends User> {
  /**
   * The ways to sign in, by names of yours, such as `{ password: password(), github: github({ … }) }`.
   * The names appear in addresses, in the proofs of sessions and in events.
   */
  readonly signIn: M;
  /** Where users and their authenticators are kept, such as `memoryAccounts()`. */
  readonly accounts: Accounts<U>;
  /**
   * The public origin of the site, such as `"https://app.example"`. Addresses in messages and for
   * providers begin with it. On localhost it may be missing, and is taken from the request.
   */
  readonly origin?: string | undefined;
  /** The path of the route with `auth.handlers`. Default `"/api/auth"`. */
  readonly basePath?: string;
  /** The name of the application in messages and authenticator apps. Default: the host of `origin`. */
  readonly appName?: string;
  /** Counts attempts. Default: in the memory of each process. */
  readonly limiter?: Limiter;
  /**
   * Receives an event for each sign-in, refusal and change of an account. A sign-in waits for its promise
   * at most two seconds. Its errors are logged once and change nothing.
   */
  readonly onEvent?: (event: AuthEvent) => void | Promise<void>;
  /**
   * Sends a mail to a user when a passkey, an authenticator app, an identity or new recovery codes were added
   * or removed, so that the user sees a change by a stranger (ASVS 5.0, 6.3.7). Only verified addresses get
   * it. A change waits for its promise at most two seconds. Default: no mail.
   */
  readonly notify?: SendMail;
  /**
   * `"if-set"`: a user with a second factor is asked for it. `"required"`: guards ask for two factors. A
   * user without a second one gets a session that only guards with `factor: 1` accept, and is sent to the
   * sign-in page with `?step=add-factor`. `auth()` returns that session, too. Default `"if-set"`.
   */
  readonly secondFactor?: "if-set" | "required";
  /** `"closed"`: an unknown identity or address makes no user. Default `"open"`. */
  readonly signUp?: "open" | "closed";
  /** How long a sign-in counts as recent, for changes of an account. Default `"10m"`. */
  readonly recentWithin?: Duration;
}

/** The option that says which data a session holds of a user. */
export type SessionDataOption<U extends User, Input> = undefined extends Input
  ? { readonly sessionData?: (user: U) => Input | Promise<Input> }
  : {
      /** Returns the data of a session for a user. It is stored when the session begins. */
      readonly sessionData: (user: U) => Input | Promise<Input>;
    };

/** The options of sign-in as a caller in JavaScript may give them. */
export interface GivenSignIn {
  readonly signIn?: SignInMethods | undefined;
  readonly accounts?: object | undefined;
  readonly sessionData?: ((user: never) => unknown) | undefined;
  readonly origin?: string | undefined;
  readonly basePath?: string | undefined;
  readonly appName?: string | undefined;
  readonly limiter?: Limiter | undefined;
  readonly onEvent?: ((event: AuthEvent) => void | Promise<void>) | undefined;
  readonly notify?: SendMail | undefined;
  readonly secondFactor?: "if-set" | "required" | undefined;
  readonly signUp?: "open" | "closed" | undefined;
  readonly recentWithin?: Duration | undefined;
}

/** The checked options that need no engine. */
export type SignInSetting = Omit<
  ServiceSetting<never>,
  | ("engine" | "keys" | "hasStore" | "cookieName" | "cookiePlaces" | "trustProxy" | "now")
  | ("lifetime" | "signInPath" | "sitePath")
>;

/** A sign-in counts as recent for ten minutes. */
const RECENT: Duration = "10m";

/**
 * Checks the options of sign-in. Returns `null` without the option `signIn`.
 *
 * @throws {SignetError} `invalid-config`.
 */
export function parseSignIn(given: GivenSignIn): SignInSetting | null {
  const { signIn, accounts } = given;
  if (signIn === undefined) {
    const extra = Object.entries(given).find(([, value]) => value !== undefined);
    if (extra === undefined) return null;
    throw invalidConfig(
      `${extra[0]} needs the option signIn with at least one method, such as signIn: { password: password() }.`,
    );
  }
  checkMethods(signIn);
  if (!isAccounts(accounts)) {
    throw invalidConfig(
      "accounts is missing or has no users, authenticators and oneTime. Give a store of users, such as memoryAccounts() of signet-auth/accounts.",
    );
  }
  const { sessionData = () => undefined, limiter = null } = given;
  const { onEvent = null, notify = null } = given;
  checkFunction("sessionData", sessionData);
  if (onEvent !== null) checkFunction("onEvent", onEvent);
  if (notify !== null) checkFunction("notify", notify);
  if (limiter !== null) checkFunction("limiter.consume", limiter.consume);
  const origin = given.origin === undefined ? null : originOf(given.origin);
  const host = origin === null ? "localhost" : new URL(origin).host;
  return {
    methods: signIn,
    ...{ accounts, sessionData, limiter, onEvent, notify, origin },
    basePath: basePathOf(given.basePath ?? "/api/auth"),
    appName: given.appName ?? host,
    secondFactor: oneOf("secondFactor", given.secondFactor ?? "if-set", ["if-set", "required"]),
    signUp: oneOf("signUp", given.signUp ?? "open", ["open", "closed"]),
    recentWithin: parseDuration(given.recentWithin ?? RECENT, "recentWithin"),
  };
}

function checkMethods(signIn: unknown): void {
  const names = Object.keys(Object(signIn));
  if (names.length === 0) {
    throw invalidConfig(
      "signIn must be an object with at least one method, such as { password: password() }.",
    );
  }
  for (const [name, method] of Object.entries(Object(signIn))) {
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(name)) {
      throw invalidConfig(
        `signIn has a method with the name ${JSON.stringify(name)}. A name has 1 to 64 letters, digits, - or _, because it is a part of addresses.`,
      );
    }
    const { prepare, service } = Object(method);
    if (typeof prepare !== "function" || typeof service !== "function") {
      throw invalidConfig(
        `signIn.${name} is no sign-in method. Call its maker, such as password().`,
      );
    }
  }
}

function isAccounts(accounts: object | undefined): accounts is Accounts<never> {
  const { users, authenticators, oneTime } = Object(accounts);
  return [users, authenticators, oneTime].every(
    (part) => typeof part === "object" && part !== null,
  );
}

function checkFunction(name: string, value: unknown): void {
  if (typeof value !== "function") throw invalidConfig(`${name} must be a function.`);
}

function originOf(text: unknown): string {
  const origin = typeof text === "string" ? parseOrigin(text.replace(/\/$/, "")) : null;
  const isLocal = origin !== null && /^(?:.+\.)?localhost$|^127\.|^\[::1\]$/.test(origin.hostname);
  if (origin === null || (origin.scheme === "http" && !isLocal)) {
    throw invalidConfig(
      `origin is ${JSON.stringify(text)}. It must be the public origin of the site without a path, such as "https://app.example". Only localhost may have http.`,
    );
  }
  return new URL(`${origin.scheme}://${origin.hostname}:${origin.port}`).origin;
}

function basePathOf(path: unknown): string {
  if (typeof path === "string" && /^(?:\/[\w.~-]+)+$/.test(path)) return path;
  throw invalidConfig(
    `basePath is ${JSON.stringify(path)}. It must be the path of the route with auth.handlers, such as "/api/auth".`,
  );
}

function oneOf<Value extends string>(name: string, value: Value, all: readonly Value[]): Value {
  if (all.includes(value)) return value;
  throw invalidConfig(
    `${name} is ${JSON.stringify(value)}. It must be ${all.map((one) => JSON.stringify(one)).join(" or ")}.`,
  );
}
