import type { Accounts, User } from "../accounts/contract.ts";
import type { BeginOptions, Engine, SignedIn } from "../engine/api.ts";
import type { CookiePlacing } from "../http/cookie-places.ts";
import type { HeaderLookup, RequestSource } from "../http/request-source.ts";
import type { Lifetime } from "../session/lifetime.ts";
import type { SessionLifetimeOptions } from "../session/terms.ts";
import type { Proof, Session } from "../session/types.ts";
import type { EngineKeys } from "../token/engine/keys.ts";
import type { SendMail } from "./contract/mail.ts";
import type { Fields, MethodParts } from "./contract/operation.ts";
import type { MethodPage, RefusalReason } from "./contract/outcome.ts";
import type { AuthEvent, SignInEvent } from "./events.ts";
import type { Limiter } from "./limits/contract.ts";

/** The part of an engine that the service uses. The engine's schema checks `data`. */
export interface ServiceEngine
  extends Pick<Engine<object, never>, "read" | "signOut" | "refuseUnmeant" | "sessions"> {
  signIn(
    request: RequestSource,
    input: {
      readonly userId: string;
      readonly proofs?: readonly Proof[] | undefined;
      readonly data?: unknown;
    },
    options?: BeginOptions,
  ): Promise<SignedIn<object>>;
}

/** What the service needs of `createAuth`. */
export interface ServiceSetting<U extends User = User> {
  readonly engine: ServiceEngine;
  readonly keys: EngineKeys;
  readonly hasStore: boolean;
  readonly cookieName: string;
  /** Where the session cookie is. It decides whether the cookies of the service work in frames. */
  readonly cookiePlaces: CookiePlacing;
  readonly trustProxy: boolean;
  readonly now: () => number;
  readonly accounts: Accounts<U>;
  readonly methods: Readonly<Record<string, MethodParts>>;
  /** Returns the data of a session for a user. */
  readonly sessionData: (user: U) => unknown;
  /** The origin of the site; `null`: taken from the request, on localhost only. */
  readonly origin: string | null;
  /** The path of the endpoints, such as `/api/auth`. */
  readonly basePath: string;
  /** The path under which the whole application is served, such as Next's `basePath`; usually `""`. */
  readonly sitePath: string;
  /** The page that shows the outcome of a browser's form; `null`: a small page of the library. */
  readonly signInPath: string | null;
  readonly appName: string;
  /** `null`: in the memory of the process. */
  readonly limiter: Limiter | null;
  readonly onEvent: ((event: AuthEvent) => void | Promise<void>) | null;
  /** Sends a mail to a user whose ways to sign in have changed; `null`: no mail. */
  readonly notify: SendMail | null;
  /** `"required"`: a user without a second factor is asked to add one; default `"if-set"`. */
  readonly secondFactor: "if-set" | "required";
  /** Whether a proof of an unknown identity or address makes a new user. */
  readonly signUp: "open" | "closed";
  /** How long a sign-in counts as recent; milliseconds. */
  readonly recentWithin: number;
  /** The configured lifetime of sessions. */
  readonly lifetime: Pick<Lifetime, "idle" | "absolute">;
}

/** A request to the service, from an endpoint or from a server function. */
export interface ServiceRequest {
  readonly request: RequestSource;
  /** The name of the method in the option `signIn`. */
  readonly method: string;
  readonly operation: string;
  /** `link`: the proved identity joins the user of the session. */
  readonly intent: "sign-in" | "link";
  readonly input: Fields;
  /** The path and query of the request after the origin; for callbacks. */
  readonly path: string;
  /** The path to go to afterwards; checked with `returnPath`. */
  readonly returnTo: string;
  /** The options of a server function for the session that may begin. They count before the field `persistent`. */
  readonly terms: {
    readonly persistent?: boolean | undefined;
    readonly lifetime?: SessionLifetimeOptions | undefined;
  };
}

/** The outcome for the caller. Its text and its time never tell whether an account exists. */
export type SignInOutcome =
  | {
      readonly status: "signed-in";
      readonly session: Session<object>;
      readonly returnTo: string;
      /** Under `secondFactor: "required"`: the methods that the user should set up. Otherwise empty. */
      readonly missingFactor: readonly string[];
    }
  /** The first factor is proved. `methods` are the names of the methods that can prove the second one. */
  | {
      readonly status: "second-factor";
      readonly methods: readonly string[];
      readonly returnTo: string;
    }
  | { readonly status: "redirect"; readonly url: string }
  | { readonly status: "challenge"; readonly value: object }
  | { readonly status: "sent"; readonly returnTo: string }
  | { readonly status: "page"; readonly page: MethodPage }
  | { readonly status: "linked"; readonly returnTo: string }
  | { readonly status: "done"; readonly value: object | null; readonly returnTo: string }
  | {
      readonly status: "refused";
      readonly reason: RefusalReason;
      readonly field: string | null;
      readonly detail: string;
      /** Seconds; `null` if another attempt may follow at once. */
      readonly retryAfter: number | null;
      readonly returnTo: string;
    }
  | { readonly status: "answered"; readonly code: 200 | 400 };

export interface ServiceResult {
  readonly outcome: SignInOutcome;
  /** `Set-Cookie` texts for the response. */
  readonly setCookies: readonly string[];
}

/** One authenticator of a user, for an account page. It holds no secret. */
export interface ListedAuthenticator {
  readonly kind: string;
  readonly id: string;
  /** A readable name, such as the name of a passkey or the issuer of an identity. */
  readonly label: string;
  readonly createdAt: Date;
  readonly usedAt: Date | null;
  /** Public members of the data, such as `backedUp` of a passkey. */
  readonly details: object;
}

/** A request to an endpoint: of the web, or an adapter of another kind of request. */
export type EndpointRequest =
  | Request
  | (HeaderLookup & {
      readonly method: string;
      /** The path and the query. */
      readonly url: string;
      /** Returns the body: its bytes, or an object if something has parsed it. `null`: too long. */
      body(mostBytes: number): Promise<Uint8Array | object | null>;
    });

/** Runs the methods of an application. */
export interface SignInService {
  /** Whether a method has an operation; `"page"` for one that only shows a page. */
  knows(method: string, operation: string): boolean | "page";
  run(request: ServiceRequest): Promise<ServiceResult>;
  list(userId: string): Promise<ListedAuthenticator[]>;
  /** Returns the user of a session; `null` if the user was removed. */
  user(userId: string): Promise<User | null>;
  /** Removes an authenticator of the session's user, unless it is the last way in. */
  unlink(request: RequestSource, kind: string, id: string): Promise<ServiceResult>;
  /** Removes the session's user with all authenticators, and ends the sessions of the user. */
  removeUser(request: RequestSource): Promise<ServiceResult>;
  /** Answers a request to an endpoint of sign-in; `null` for another path. */
  answer(request: EndpointRequest, path: readonly string[]): Promise<Response | null>;
  /** Returns the engine with the events of its sign-outs and revocations. */
  observed<Data extends object, Input>(engine: Engine<Data, Input>): Engine<Data, Input>;
  /** Reports an event that happened outside of a method, such as a sign-out. */
  emit(event: SignInEvent, request: RequestSource | null, session: Session<object> | null): void;
}
