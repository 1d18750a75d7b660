import type { Accounts, Authenticator, AuthenticatorKey } from "../../accounts/contract.ts";
import type { RequestSource } from "../../http/request-source.ts";
import type { AskedTerms } from "../../session/asked-terms.ts";
import type { Session } from "../../session/types.ts";
import type { EngineKeys } from "../../token/engine/keys.ts";
import type { SignInEvent } from "../events.ts";
import type { Limiter } from "../limits/contract.ts";
import type { MethodOutcome } from "./outcome.ts";

/** Fields of a form or members of a JSON body. Values from a network: check each. */
export type Fields = Readonly<Record<string, unknown>>;

/** What an operation receives of its request and of the service. */
export interface OperationContext {
  /** The name of the method in the option `signIn`. */
  readonly name: string;
  readonly request: RequestSource;
  /**
   * The address of the client, as far as the service can trust it, and of an IPv6 address its /64 network;
   * `null` if it is unknown. Only for limits of attempts.
   */
  readonly address: string | null;
  /** The configured origin of the site, such as `https://app.example`. */
  readonly origin: string;
  /** The public address of the request, with its query, on `origin`. */
  readonly url: string;
  /** The address of an endpoint of this method on `origin`; `callback` is `/callback/<name>`. */
  endpoint(operation: string): string;
  /** The time of the request; milliseconds since the Unix epoch. */
  readonly now: number;
  /** The session of the request; `null` without a live one. */
  readonly session: Session<object> | null;
  /** The user whose first factor is proved in this browser and whose second one is asked for. */
  readonly pending: { readonly userId: string } | null;
  /**
   * The terms of the session that the request asks for. The service keeps them for the second half, in the
   * transaction. A method that completes without it, by a link of a mail for example, stores them with the
   * link and returns them as `terms` of `Proved`.
   */
  readonly terms: AskedTerms;
  readonly accounts: Accounts;
  /**
   * Returns the authenticators by which a user can sign in with the configured methods, for
   * `Authenticators.remove`. `null` if the user has a way without one, such as a verified address.
   */
  waysIn(userId: string): Promise<readonly AuthenticatorKey[] | null>;
  readonly limiter: Limiter;
  /**
   * Returns the id of this browser if the user has signed in with it before, and `null` otherwise. Such a
   * browser gets its own budget of attempts, so that strangers cannot lock the user out of it.
   */
  knownDevice(userId: string): Promise<string | null>;
  /** Returns this browser's transaction and ends it; `null` without one, or when it was used. */
  takeTransaction(key?: string): Promise<unknown>;
  /** Returns this browser's transaction without ending it. */
  peekTransaction(key?: string): Promise<unknown>;
  /** Reports an event. It gets the method, the user agent and the time. */
  emit(event: SignInEvent): void;
  /**
   * Ends the sessions of a user, and the sign-ins that run now or wait for a second factor. Call it before
   * you remove authenticators that another person may have set, so that no operation of such a session
   * adds one afterwards.
   */
  endSessions(userId: string): Promise<void>;
  /** Ends sessions of a strategy with a store by their ids. Used by back-channel logout. */
  revokeSessions(ids: readonly string[]): Promise<void>;
}

/** Who may call an operation: anyone, a signed-in user, or a user who signed in recently. */
export type OperationAccess = "anyone" | "signed-in" | "recent";

/** One operation of a method. `POST /sign-in/<method>` calls `signIn`, `/sign-in/<method>/<name>` any other. */
export interface Operation<Input extends object = object> {
  readonly access: OperationAccess;
  /** Carries the type of the input to callers, and is always `null`. At run time the input is `Fields`. */
  readonly input: Input | null;
  /** Whether it only shows a page and changes nothing, so that a link in a mail calls it by GET. */
  readonly isPage: boolean;
  run(context: OperationContext, input: Fields): Promise<MethodOutcome>;
}

/**
 * Creates an operation. Its input has a type for callers, and comes from a network all the same: check it.
 *
 * @param given `isPage` is `false` by default.
 *
 * @example
 * ```ts
 * import { done, invalidField, operation } from "signet-auth/sign-in";
 *
 * const rename = operation<{ name: string }>({
 *   access: "signed-in",
 *   run: async (_, { name }) => (typeof name === "string" ? done({ value: { name } }) : invalidField("name")),
 * });
 * ```
 */
export function operation<Input extends object>(
  given: Pick<Operation, "access" | "run"> & Partial<Pick<Operation, "isPage">>,
): Operation<Input> {
  return { isPage: false, ...given, input: null };
}

/** The operations of a method by name. `signIn` begins or completes; `callback` takes a provider's answer. */
export type Operations = { readonly signIn: Operation } & Readonly<Record<string, Operation>>;

/** What a method receives at the start. */
export interface MethodSetting {
  /** The name of the method in the option `signIn`. */
  readonly name: string;
  readonly keys: EngineKeys;
  /** Whether the strategy keeps sessions in a store, so that single sessions can be ended. */
  readonly hasStore: boolean;
  /** The name of the application, for messages and authenticator apps. */
  readonly appName: string;
  /** Whether a method for a second factor is configured. */
  readonly hasSecondFactor: boolean;
  /** Whether no user can sign in without a second factor (`secondFactor: "required"`). */
  readonly requiresSecondFactor: boolean;
  /** Whether new users may sign up (`signUp` of `createAuth`). */
  readonly signUp: "open" | "closed";
}

/** A way to sign in, without the service that runs it. */
export interface MethodParts<Ops extends Operations = Operations> {
  /** Such as `"password"` or `"oauth"`. */
  readonly kind: string;
  /** The factor that the method proves: the first, the second, or both at once. */
  readonly role: "first" | "second" | "both";
  /** The kind of authenticator that the method uses; `null` for the user's verified address. */
  readonly authenticator: Authenticator["kind"] | null;
  /**
   * Checks whether the authenticator of this kind with this id can be used with this method. A provider
   * takes the identities of its issuer only.
   */
  takes(id: string): boolean;
  prepare(setting: MethodSetting): Ops;
}
