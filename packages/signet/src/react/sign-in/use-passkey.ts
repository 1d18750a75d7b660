"use client";

import { useState } from "react";
import { register, signIn, signUp } from "./ceremonies.ts";
import type { PasskeyOutcome, SignInErrorCode } from "./outcome.ts";
import type { Endpoints } from "./post.ts";

/** The options of `usePasskey`. */
export interface UsePasskeyOptions extends Endpoints {}

/** The result of `usePasskey`. Its functions never reject. */
export interface UsePasskey {
  /** `done` also while the browser loads the next page. */
  readonly status: "idle" | "busy" | "done";
  /** The reason of the last refusal; `null` before one and after a success. */
  readonly error: SignInErrorCode | null;
  /** Asks for a passkey, signs the user in, and loads `returnTo`. */
  readonly signIn: () => Promise<PasskeyOutcome>;
  /** Creates a user with a name and a passkey, signs the user in, and loads `returnTo`. */
  readonly signUp: (user: { readonly name: string }) => Promise<PasskeyOutcome>;
  /** Adds a passkey to the signed-in user, who must have signed in recently. */
  readonly register: (passkey?: { readonly name?: string }) => Promise<PasskeyOutcome>;
}

/**
 * Returns functions that sign in with a passkey and add one, for parts of your own.
 *
 * @example
 * ```ts
 * import { createElement } from "react";
 * import { usePasskey } from "signet-auth/react/sign-in";
 *
 * export function SignIn() {
 *   const { signIn, status, error } = usePasskey({ returnTo: "/account" });
 *   return createElement("button", { onClick: signIn, disabled: status === "busy" }, error ?? "Sign in");
 * }
 * ```
 */
export function usePasskey(options: UsePasskeyOptions = {}): UsePasskey {
  const [state, setState] = useState<Pick<UsePasskey, "status" | "error">>({
    status: "idle",
    error: null,
  });
  async function show(operation: Promise<PasskeyOutcome>): Promise<PasskeyOutcome> {
    setState({ status: "busy", error: null });
    const outcome = await operation;
    setState(
      outcome.status === "refused"
        ? { status: "idle", error: outcome.error }
        : { status: "done", error: null },
    );
    return outcome;
  }
  return {
    ...state,
    signIn: () => show(signIn(options)),
    signUp: ({ name }) => show(signUp(options, name)),
    register: ({ name } = {}) => show(register(options, name)),
  };
}
