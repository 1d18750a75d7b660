/** What an operation of the account page shows. */
export interface AccountState {
  readonly tone: "plain" | "alarm" | null;
  readonly text: string;
  /** The address of the sign-in page, when a recent sign-in is needed. */
  readonly signIn: string | null;
  /** A new secret for an authenticator app, which waits for its first code. */
  readonly app: { readonly secret: string; readonly uri: string } | null;
  /** New recovery codes. They are shown once. */
  readonly codes: readonly string[];
}

export const UNTOUCHED_ACCOUNT: AccountState = {
  tone: null,
  text: "",
  signIn: null,
  app: null,
  codes: [],
};
