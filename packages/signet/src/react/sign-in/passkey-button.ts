"use client";

import { type ComponentProps, createElement, type ReactElement } from "react";
import type { PasskeyOutcome } from "./outcome.ts";
import type { Endpoints } from "./post.ts";
import { usePasskey } from "./use-passkey.ts";

/** The properties of `PasskeyButton`: those of a button, and the method. */
export interface PasskeyButtonProps
  extends Endpoints,
    Omit<ComponentProps<"button">, "type" | "onClick"> {
  /** Receives the outcome, for example to show the reason of a refusal. */
  readonly onOutcome?: ((outcome: PasskeyOutcome) => void) | undefined;
}

/**
 * A button that signs in with a passkey and loads `returnTo`. The browser shows the passkeys of the site.
 *
 * @example
 * ```ts
 * import { createElement } from "react";
 * import { PasskeyButton } from "signet-auth/react/sign-in";
 *
 * export const button = createElement(PasskeyButton, { returnTo: "/account" }, "Use a passkey");
 * ```
 */
export function PasskeyButton({
  method,
  basePath,
  returnTo,
  persistent,
  onOutcome,
  ...button
}: PasskeyButtonProps): ReactElement {
  const { signIn, status } = usePasskey({ method, basePath, returnTo, persistent });
  const isBusy = status === "busy";
  return createElement("button", {
    ...button,
    type: "button",
    disabled: isBusy || button.disabled,
    "aria-busy": isBusy,
    onClick: async () => onOutcome?.(await signIn()),
  });
}
