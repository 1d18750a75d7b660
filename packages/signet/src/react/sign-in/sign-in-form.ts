import { type ComponentProps, createElement, type ReactElement } from "react";
import { addressOf } from "./address.ts";

interface Target {
  /** The name of the method in the option `signIn` of `createAuth`. */
  readonly method: string;
  /** The path to go to after the sign-in. Default: `returnTo` in the address of the page, or `"/"`. */
  readonly returnTo?: string | undefined;
  /**
   * `false`: the cookie of the session ends with the browser. A field `persistent` among the children counts
   * before it, such as a checkbox "Keep me signed in" with the value `true`. Default: `true`.
   */
  readonly persistent?: boolean | undefined;
  /** The path of the endpoints. Default `"/api/auth"`. */
  readonly basePath?: string | undefined;
}

/** The properties of `SignInButton`: those of a button, and the method. */
export interface SignInButtonProps
  extends Target,
    Omit<ComponentProps<"button">, "type" | "form"> {}

/**
 * A form with one button that begins a sign-in, for example with a provider. It works without JavaScript
 * and in Server Components. The children are the content of the button.
 *
 * @example
 * ```ts
 * import { createElement } from "react";
 * import { SignInButton } from "signet-auth/react/sign-in";
 *
 * export const button = createElement(SignInButton, { method: "github" }, "Sign in with GitHub");
 * ```
 */
export function SignInButton({
  method,
  returnTo,
  persistent,
  basePath,
  ...button
}: SignInButtonProps): ReactElement {
  return createElement(
    SignInForm,
    { method, returnTo, persistent, basePath },
    createElement("button", { ...button, type: "submit" }),
  );
}

/** The properties of `SignInForm`: those of a form, and the method with its operation. */
export interface SignInFormProps
  extends Target,
    Omit<ComponentProps<"form">, "method" | "action" | "encType"> {
  /** Such as `"signUp"` or `"reset"`. Default: the sign-in. */
  readonly operation?: string | undefined;
}

/**
 * A form that posts its fields to an operation of a sign-in method. It works without JavaScript and in
 * Server Components. The children are the fields and the button.
 *
 * @example
 * ```ts
 * import { createElement } from "react";
 * import { SignInForm } from "signet-auth/react/sign-in";
 *
 * export const form = createElement(
 *   SignInForm,
 *   { method: "email" },
 *   createElement("input", { name: "email", type: "email", autoComplete: "username", required: true }),
 *   createElement("button", null, "Send me a link"),
 * );
 * ```
 */
export function SignInForm({
  method,
  operation,
  returnTo,
  persistent,
  basePath,
  children,
  ...form
}: SignInFormProps): ReactElement {
  return createElement(
    "form",
    { ...form, method: "post", action: addressOf(basePath, method, operation) },
    hidden("returnTo", returnTo),
    children,
    // It comes last, because the first value of a repeated field counts.
    hidden("persistent", persistent),
  );
}

function hidden(name: string, value: string | boolean | undefined): ReactElement | null {
  return value === undefined
    ? null
    : createElement("input", { type: "hidden", name, value: String(value) });
}
