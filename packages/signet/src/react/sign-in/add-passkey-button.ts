"use client";

import { type ComponentProps, createElement, type ReactElement } from "react";
import type { PasskeyOutcome } from "./outcome.ts";
import type { Endpoints } from "./post.ts";
import { usePasskey } from "./use-passkey.ts";

/** The properties of `AddPasskeyButton`: those of a button, and the method. */
export interface AddPasskeyButtonProps
  extends Omit<Endpoints, "returnTo" | "persistent">,
    Omit<ComponentProps<"button">, "type" | "onClick" | "name"> {
  /** The name of the new passkey. Default: `Passkey`. */
  readonly name?: string | undefined;
  /** Receives the outcome, for example to render the list of passkeys again. */
  readonly onOutcome?: ((outcome: PasskeyOutcome) => void) | undefined;
}

/**
 * A button that adds a passkey to the signed-in user. The user must have signed in recently; otherwise the
 * outcome has the error `not-recent`.
 *
 * @example
 * ```ts
 * import { createElement } from "react";
 * import { AddPasskeyButton } from "signet-auth/react/sign-in";
 *
 * export const button = createElement(AddPasskeyButton, { name: "This computer" }, "Add a passkey");
 * ```
 */
export function AddPasskeyButton({
  method,
  basePath,
  name,
  onOutcome,
  ...button
}: AddPasskeyButtonProps): ReactElement {
  const { register, status } = usePasskey({ method, basePath });
  const isBusy = status === "busy";
  return createElement("button", {
    ...button,
    type: "button",
    disabled: isBusy || button.disabled,
    "aria-busy": isBusy,
    onClick: async () => onOutcome?.(await register(name === undefined ? {} : { name })),
  });
}
