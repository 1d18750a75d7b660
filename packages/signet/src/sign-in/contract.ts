import type { Accounts, Authenticator } from "../accounts/contract.ts";
import type { RequestSource } from "../http/request-source.ts";
import type { Session } from "../session/types.ts";
import type { EngineKeys } from "../token/engine/keys.ts";
import type { SignInEvent } from "./events.ts";
import type { Limiter } from "./limits/contract.ts";

/** Fields of a form or members of a JSON body. Values from a network: check each. */
export type Fields = Readonly<Record<string, unknown>>;

/** A stable reason why an operation was refused. It never tells whether an account exists. */
export type RefusalReason =
  /** The input has the wrong form. `field` names the member. */
  | "invalid-input"
  /** Password, code or passkey and user do not belong together. */
  | "wrong-credentials"
  /** The password is too short, too long or too common. `detail` says which. */
  | "weak-password"
  /** The link, code or transaction is too old, was used, or never existed. */
  | "expired"
  /** This browser did not begin the sign-in, or its cookie was lost. Begin again. */
  | "no-transaction"
  /** Too many attempts. `retryAfter` is seconds. */
  | "rate-limited"
  /** The user said no at the provider. */
  | "cancelled"
  /** The provider answered with an error, or its answer does not prove anything. */
  | "provider-failed"
  /** The provider does not answer. */
  | "provider-unavailable"
  /** The identity's address belongs to a user who has not linked this identity. Sign in, then link. */
  | "link-needed"
  /** The identity to link belongs to another user. */
  | "identity-taken"
  /** The operation needs a session. */
  | "not-signed-in"
  /** The operation needs a recent sign-in. */
  | "not-recent"
  /** The last way to sign in cannot be removed. */
  | "last-way-in"
  /** Sign-up is closed, or the application refused the user. */
  | "not-allowed";

/** What a provider or an address says about a user. */
export interface Profile {
  /** In the form that `parseEmail` returns. */
  readonly email: string | null;
  /** Whether the user proved to own the address, just now or to the provider. */
  readonly emailVerified: boolean;
  /** Whether the provider is trusted to say so for this address. */
  readonly trusted: boolean;
  readonly name: string | null;
  readonly image: string | null;
}

/** The proof of one or two factors. The service turns it into a session. */
export interface Proved {
  /**
   * - `user`: the authenticator belongs to a known user.
   * - `identity`: an identity of a provider, which may be new.
   * - `email`: the user proved to own an address, which may be new.
   */
  readonly who:
    | { readonly kind: "user"; readonly userId: string }
    | {
        readonly kind: "identity";
        readonly issuer: string;
        readonly subject: string;
        /** Is stored with the identity; JSON. */
        readonly data: object;
        readonly profile: Profile;
      }
    | { readonly kind: "email"; readonly profile: Profile };
  /** Values of RFC 8176, such as `pwd`, `otp`, `hwk`, `user`. */
  readonly amr: readonly string[];
  /** 2 for a passkey with user verification, or when the provider proved both. */
  readonly factors: 1 | 2;
  /** When it was proved; milliseconds since the Unix epoch. Default: now. */
  readonly at?: number;
  /** The session at the provider (`sid`), for back-channel logout. */
  readonly providerSession?: {
    readonly issuer: string;
    readonly subject: string;
    readonly sid: string | null;
  };
}

/** The state of a method between its two halves, in a sealed cookie of this browser, for one use. */
export interface NewTransaction {
  /** JSON. */
  readonly data: object;
  /** Distinguishes concurrent transactions of a method: for OAuth the `state`. Default: one per method. */
  readonly key?: string;
  /** Seconds. Default 600. */
  readonly lifetime?: number;
  /** Whether the second half arrives by a POST of another site (`response_mode=form_post`). */
  readonly crossSitePost?: boolean;
}

/** A small page that the library renders itself, for a link that was opened in a browser. */
export interface MethodPage {
  readonly title: string;
  readonly text: string;
  /** A code to type elsewhere. */
  readonly code: string | null;
  /** A button that posts hidden fields to an endpoint of the method (`OperationContext.endpoint`). */
  readonly action: {
    readonly url: string;
    readonly label: string;
    readonly fields: Readonly<Record<string, string>>;
    /** Fields for a password that the person types. Default: none. */
    readonly inputs?: readonly {
      readonly name: string;
      readonly label: string;
      readonly autocomplete: "current-password" | "new-password";
    }[];
  } | null;
}

/** The result of an operation of a method. */
export type MethodOutcome =
  | {
      readonly type: "proved";
      readonly proved: Proved;
      /**
       * Sealed tokens of a provider. The service stores them as the member `tokens` of the identity's
       * data, at every sign-in, in place of former ones.
       */
      readonly tokens?: object;
    }
  | {
      readonly type: "redirect";
      readonly url: string;
      readonly transaction?: NewTransaction;
      /** Whether the session of the request ends before the redirect. Default `false`. */
      readonly endsSession?: boolean;
    }
  /** A challenge for a script, such as the options of a passkey. */
  | { readonly type: "challenge"; readonly value: object; readonly transaction?: NewTransaction }
  /** A message was sent, or would have been sent if the account existed. */
  | { readonly type: "sent"; readonly transaction?: NewTransaction }
  | { readonly type: "page"; readonly page: MethodPage }
  /** The operation is done, for example a new password is set. */
  | {
      readonly type: "done";
      /** JSON for the caller. */
      readonly value?: object;
      /** Sessions to end: of this user, of this user except the current one, or none (default). */
      readonly ends?: { readonly userId: string; readonly sessions: "all" | "others" };
      /** Whether the session of the request ends. Default `false`. */
      readonly endsSession?: boolean;
    }
  | {
      readonly type: "refused";
      readonly reason: RefusalReason;
      readonly field?: string;
      readonly detail?: string;
      readonly retryAfter?: number;
    }
  /** An answer for a server, such as the one of a back-channel logout: a status and no body. */
  | { readonly type: "status"; readonly status: 200 | 400 };

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
  readonly accounts: Accounts;
  /**
   * Returns the kinds of authenticators by which a user can sign in with the configured methods, for
   * `Authenticators.remove`. `null` if the user has a way without one, such as a verified address.
   */
  waysIn(userId: string): Promise<readonly string[] | null>;
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
  /** The type of the input for callers. At run time the input is `Fields`. */
  readonly input?: Input;
  /** Whether it only shows a page and changes nothing, so that a link in a mail calls it by GET. */
  readonly isPage?: true;
  run(context: OperationContext, input: Fields): Promise<MethodOutcome>;
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
  prepare(setting: MethodSetting): Ops;
}
