import type { Fields, OperationContext } from "../../contract/operation.ts";
import type { MethodOutcome, MethodPage } from "../../contract/outcome.ts";
import { textField } from "../../shared/fields.ts";

export const ASK_RESET = "Choose a new password. All your sessions end, and you sign in with it.";
export const ASK_PASSWORD =
  "Enter the password with which you signed up. If you did not sign up, close this page.";
export const WRONG_PASSWORD = "This is not the password with which you signed up. Try again.";

/** The field by which a form of these pages says that a page must answer it. */
const FROM_PAGE = "page";

/** Returns the fields of a form. Without `returnTo` the browser would come back to the used link. */
function fieldsFor(token: string): Readonly<Record<string, string>> {
  return { token, [FROM_PAGE]: "1", returnTo: "/" };
}

/** Returns the page with the form for a new password. */
export function resetPage(context: OperationContext, token: string, text: string): MethodPage {
  return {
    title: "New password",
    text,
    code: null,
    action: {
      url: context.endpoint("reset"),
      label: "Set the password",
      fields: fieldsFor(token),
      inputs: [{ name: "password", label: "New password", autocomplete: "new-password" }],
    },
  };
}

/**
 * Returns the page that finishes a sign-up.
 *
 * @param ask the text that asks for the password; `null` in the browser that signed up.
 */
export function verifyPage(
  context: OperationContext,
  token: string,
  ask: string | null,
): MethodPage {
  const inputs =
    ask === null
      ? []
      : [{ name: "password", label: "Password", autocomplete: "current-password" } as const];
  return {
    title: "Confirm your address",
    text: ask ?? "Confirm that you signed up.",
    code: null,
    action: {
      url: context.endpoint("verify"),
      label: "Confirm",
      fields: fieldsFor(token),
      inputs,
    },
  };
}

/** Returns a page as the outcome for a form of these pages; `null` for other callers. */
export function asPage(input: Fields, page: MethodPage): MethodOutcome | null {
  return textField(input, FROM_PAGE) === null ? null : { type: "page", page };
}
