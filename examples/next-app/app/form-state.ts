/** What a Server Action answers to its form. */
export interface FormState {
  readonly error?: string;
  readonly notice?: string;
  /** The values that stay in the form; `null` at first. */
  readonly typed: Readonly<Record<string, string>> | null;
}

/** Returns the sentence for the user, and the typed text without passwords. */
export function refused(
  outcome: { readonly status: string; readonly detail?: string },
  form: FormData,
): FormState {
  const names = ["name", "email", "remember"].filter((name) => form.has(name));
  return {
    error: outcome.detail ?? "This did not work. Try again.",
    typed: Object.fromEntries(names.map((name) => [name, String(form.get(name))])),
  };
}
