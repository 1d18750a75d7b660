/** The state of the sign-in form after an answer of the server. */
export interface SignInState {
  readonly error: string | null;
  /** Whether the user name or the password is wrong. */
  readonly isWrong: boolean;
  /** The typed user name. The form keeps it after a failed attempt. */
  readonly username: string;
}

export interface RegisterState {
  readonly errors: Readonly<
    Partial<Record<"username" | "name" | "password" | "form", string | undefined>>
  >;
  readonly typed: { readonly username: string; readonly name: string; readonly strategy: string };
}

export interface DataState {
  readonly errors: Readonly<Partial<Record<"name" | "note", string | undefined>>>;
  /** The typed values after a refusal. */
  readonly typed: { readonly name: string; readonly note: string } | null;
  readonly done: string | null;
  /** The reason why the server did not process the form, and the sign-in address. */
  readonly refused: { readonly text: string; readonly signIn: string | null } | null;
}

export const UNTOUCHED: DataState = { errors: {}, typed: null, done: null, refused: null };

/** The cost of many reads of one session. */
export interface Measurement {
  readonly reads: number;
  readonly storeReads: number;
  /** Microseconds. Eight of ten reads took a time from `from` to `to`. */
  readonly from: number;
  readonly to: number;
}

export type MeasureState = Measurement | { readonly refused: string } | null;
