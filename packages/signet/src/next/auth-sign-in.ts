import type { User } from "../accounts/contract.ts";
import type { SignetTypeError } from "../errors.ts";
import type { SessionLifetimeOptions } from "../session/terms.ts";
import type { Session } from "../session/types.ts";
import type { Operation } from "../sign-in/contract/operation.ts";
import type { SignInMethods } from "../sign-in/method.ts";
import type { ListedAuthenticator, SignInOutcome } from "../sign-in/service-contract.ts";
import type { PagesContext } from "./pages-router/context.ts";

/** The outcome of a server function of sign-in. `session` has the type of the application's data. */
export type AuthOutcome<Data extends object> =
  | Exclude<SignInOutcome, { readonly status: "signed-in" }>
  | (Omit<Extract<SignInOutcome, { readonly status: "signed-in" }>, "session"> & {
      readonly session: Session<Data>;
    });

/** The options of a call: the path to go to afterwards, and in the Pages Router the request. */
export interface LinkCallOptions extends Partial<PagesContext> {
  /** Default: the field `returnTo` of the form, or else as `auth.returnTo()`. */
  readonly returnTo?: string;
}

/**
 * The options of a call that may begin a session. `persistent` and `lifetime` are those of `auth.signIn()`.
 * Steps of one sign-in, such as the return from a provider and the second factor, keep them. A later step
 * replaces what it names. A new session in the place of one of the same user keeps the terms of that one.
 */
export interface SignInCallOptions extends LinkCallOptions {
  /**
   * `false`: the cookie of the session ends with the browser. Default: the field `persistent` of the form
   * (`true` or `false`), or else that of earlier steps, or else `true`.
   */
  readonly persistent?: boolean | undefined;
  /** A shorter life for this session. Default: that of earlier steps, or else the configured `lifetime`. */
  readonly lifetime?: SessionLifetimeOptions | undefined;
}

type OperationsOf<M extends SignInMethods, Name extends keyof M> = ReturnType<M[Name]["prepare"]>;

/** The typed input of an operation. */
type InputOf<Op> = Op extends Operation<infer Input> ? Input : never;

/** Operations that a provider calls. */
type OfProviders = "callback" | "backchannelLogout";

/** The operations of a method as functions. */
type CallsOf<Ops, Data extends object> = {
  readonly [Name in Exclude<keyof Ops & string, OfProviders>]: (
    input?: FormData | InputOf<Ops[Name]>,
    options?: SignInCallOptions,
  ) => Promise<AuthOutcome<Data>>;
};

type NoMethods =
  SignetTypeError<"this createAuth has no sign-in methods: set the options signIn and accounts, such as signIn: { password: password() } and accounts: memoryAccounts()">;

/** The members of `auth` that run sign-in methods. */
export interface AuthSignIn<
  Data extends object,
  M extends SignInMethods | null,
  U extends User = User,
> {
  /**
   * Runs a sign-in method with the fields of a form or a typed input, and sets the cookies of its
   * outcome. Call it in a Server Action or a Route Handler. Each outcome has a `status`; none tells
   * whether an account exists.
   *
   * @throws {SignetError} `cross-site` and `prefetch` as `auth.signIn()`; `invalid-input` for wrong
   *   options, before anything happens; `invalid-config` without `origin`; `invalid-data` when
   *   `sessionData` does not match the schema; `cannot-set-cookies`.
   * @throws {StoreUnavailableError} when a store does not answer.
   *
   * @example
   * ```ts
   * import type { SignInOutcome } from "signet-auth/sign-in";
   * import { redirect } from "next/navigation";
   * declare const auth: {
   *   signInWith(method: "password", form: FormData): Promise<SignInOutcome>;
   * };
   * export async function signIn(form: FormData) {
   *   "use server";
   *   const outcome = await auth.signInWith("password", form);
   *   if (outcome.status === "signed-in") redirect(outcome.returnTo);
   * }
   * ```
   */
  readonly signInWith: M extends SignInMethods
    ? <Name extends keyof M & string>(
        method: Name,
        input?: FormData | InputOf<OperationsOf<M, Name>["signIn"]>,
        options?: SignInCallOptions,
      ) => Promise<AuthOutcome<Data>>
    : NoMethods;
  /** The operations of each method, such as `auth.methods.password.change(form)`. */
  readonly methods: M extends SignInMethods
    ? { readonly [Name in keyof M & string]: CallsOf<OperationsOf<M, Name>, Data> }
    : NoMethods;
  /** The account of the signed-in user. */
  readonly account: M extends SignInMethods ? AuthAccount<Data, M, U> : NoMethods;
}

/** The account of the user of the current request. */
export interface AuthAccount<Data extends object, M extends SignInMethods, U extends User> {
  /**
   * Returns the user of the session; `null` when the user was removed.
   *
   * @throws {SignetError} `not-signed-in`.
   */
  user(context?: PagesContext): Promise<U | null>;
  /**
   * Lists the authenticators of the user, without secrets.
   *
   * @throws {SignetError} `not-signed-in`.
   */
  authenticators(context?: PagesContext): Promise<ListedAuthenticator[]>;
  /** Begins to link an identity of a provider to the user, who must have signed in recently. */
  link(
    method: keyof M & string,
    input?: FormData | object,
    options?: LinkCallOptions,
  ): Promise<AuthOutcome<Data>>;
  /**
   * Removes an authenticator of the user, who must have signed in recently. The last way to sign in
   * stays: the outcome is then `refused` with `last-way-in`.
   */
  unlink(
    authenticator: Pick<ListedAuthenticator, "kind" | "id">,
    context?: PagesContext,
  ): Promise<AuthOutcome<Data>>;
  /** Removes the user, who must have signed in recently, and ends all sessions of the user. */
  remove(context?: PagesContext): Promise<AuthOutcome<Data>>;
}
