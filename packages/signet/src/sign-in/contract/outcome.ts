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
