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
}
