import type { AskedTerms } from "../../session/asked-terms.ts";

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
  /** When it was proved; milliseconds since the Unix epoch. `null`: at the time of the request. */
  readonly at: number | null;
  /** The session at the provider (`sid`), for back-channel logout; `null` if there is none to keep. */
  readonly providerSession: {
    readonly issuer: string;
    readonly subject: string;
    readonly sid: string | null;
  } | null;
  /** The terms that the first half asked for, when no transaction has them; `null` otherwise. */
  readonly terms: AskedTerms | null;
}

/** The state of a method between its two halves, in a sealed cookie of this browser, for one use. */
export interface NewTransaction {
  /** JSON. */
  readonly data: object;
  /** Distinguishes concurrent transactions of a method: for OAuth the `state`. `null`: one per method. */
  readonly key: string | null;
  /** Seconds. */
  readonly lifetime: number;
  /** Whether the second half arrives by a POST of another site (`response_mode=form_post`). */
  readonly crossSitePost: boolean;
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
    /** Fields for a password that the person types. */
    readonly inputs: readonly {
      readonly name: string;
      readonly label: string;
      readonly autocomplete: "current-password" | "new-password";
    }[];
  } | null;
}

/** The result of an operation of a method. `proved`, `done`, `refused` and the other makers build it. */
export type MethodOutcome =
  | {
      readonly type: "proved";
      readonly proved: Proved;
      /**
       * Sealed tokens of a provider. The service stores them as the member `tokens` of the identity's
       * data, at every sign-in, in place of former ones. `null`: none.
       */
      readonly tokens: object | null;
    }
  | {
      readonly type: "redirect";
      readonly url: string;
      readonly transaction: NewTransaction | null;
      /** Whether the session of the request ends before the redirect. */
      readonly endsSession: boolean;
    }
  /** A challenge for a script, such as the options of a passkey. */
  | {
      readonly type: "challenge";
      readonly value: object;
      readonly transaction: NewTransaction | null;
    }
  /** A message was sent, or would have been sent if the account existed. */
  | { readonly type: "sent"; readonly transaction: NewTransaction | null }
  | { readonly type: "page"; readonly page: MethodPage }
  /** The operation is done, for example a new password is set. */
  | {
      readonly type: "done";
      /** JSON for the caller. */
      readonly value: object | null;
      /** Sessions to end: all of this user, or all except the current one. `null`: none. */
      readonly ends: { readonly userId: string; readonly sessions: "all" | "others" } | null;
      /** Whether the session of the request ends. */
      readonly endsSession: boolean;
    }
  | Refused
  /** An answer for a server, such as the one of a back-channel logout: a status and no body. */
  | { readonly type: "status"; readonly status: 200 | 400 };

/** The refusal of an operation. */
export interface Refused {
  readonly type: "refused";
  readonly reason: RefusalReason;
  /** The member of the input that is wrong. */
  readonly field: string | null;
  /** A sentence for the user; `null`: the usual one of the reason. */
  readonly detail: string | null;
  /** Seconds. `null` if another attempt may follow at once. */
  readonly retryAfter: number | null;
}
