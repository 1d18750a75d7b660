"use client";

import { useEffect, useEffectEvent } from "react";
import { autofill } from "./autofill.ts";
import type { PasskeyOutcome } from "./outcome.ts";
import type { Endpoints } from "./post.ts";

/** The properties of `PasskeyAutofill`. */
export interface PasskeyAutofillProps extends Endpoints {
  /** Receives each outcome. A browser without autofill of passkeys gives none. */
  readonly onOutcome?: ((outcome: PasskeyOutcome) => void) | undefined;
}

/**
 * Offers the passkeys of the site in the autofill of an `<input>` of the page whose `autocomplete` ends with
 * `webauthn`, such as `autocomplete="username webauthn"`. It renders nothing. It starts when it is mounted
 * and ends when it is unmounted.
 *
 * @example
 * ```ts
 * import { createElement, Fragment } from "react";
 * import { PasskeyAutofill } from "signet-auth/react/sign-in";
 *
 * export const field = createElement(
 *   Fragment,
 *   null,
 *   createElement("input", { name: "email", autoComplete: "username webauthn" }),
 *   createElement(PasskeyAutofill, { returnTo: "/account" }),
 * );
 * ```
 */
export function PasskeyAutofill({
  method,
  basePath,
  returnTo,
  persistent,
  onOutcome,
}: PasskeyAutofillProps): null {
  const report = useEffectEvent((outcome: PasskeyOutcome) => onOutcome?.(outcome));
  useEffect(
    () => autofill({ method, basePath, returnTo, persistent }, (outcome) => report(outcome)),
    [method, basePath, returnTo, persistent],
  );
  return null;
}
