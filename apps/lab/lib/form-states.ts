/** What a form shows after the server has answered. */
export interface SignInState {
  readonly error: string | null;
  /** Whether the user name or the password is what is wrong. */
  readonly isWrong: boolean;
  /** As it was typed, so that a failed attempt does not have to be typed again. */
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
  /** As it was typed, where it was refused. */
  readonly typed: { readonly name: string; readonly note: string } | null;
  readonly done: string | null;
  /** Why the form could not be taken at all, and where to sign in again. */
  readonly refused: { readonly text: string; readonly signIn: string | null } | null;
}

export const UNTOUCHED: DataState = { errors: {}, typed: null, done: null, refused: null };

/** What many readings of one session took. */
export interface Measurement {
  readonly readings: number;
  readonly storeReads: number;
  /** Eight of ten readings took from this to that long; microseconds. */
  readonly from: number;
  readonly to: number;
}

export type MeasureState = Measurement | { readonly refused: string } | null;
