import type { SessionTerms } from "./types.ts";

/**
 * The terms that a step of a sign-in asks for. A sign-in can take several steps, such as a redirect or a
 * second factor, and a step need not name any terms.
 */
export interface AskedTerms {
  /** Milliseconds. `null` together with `absolute`: the step names no lifetime. */
  readonly idle: number | null;
  /** Milliseconds. */
  readonly absolute: number | null;
  /** `null`: the step does not say whether the cookie ends with the browser. */
  readonly persistent: boolean | null;
}

/** The terms of a step that names none. */
export const NO_TERMS: AskedTerms = { idle: null, absolute: null, persistent: null };

/** Whether a step names terms. */
export function namesTerms({ idle, absolute, persistent }: AskedTerms): boolean {
  return (idle ?? absolute ?? persistent) !== null;
}

/** Returns the terms after several steps, the earliest first. Terms that a step names replace earlier ones. */
export function askedBy(...steps: readonly AskedTerms[]): AskedTerms {
  return steps.reduce(
    (former, { idle, absolute, persistent }) => ({
      ...(idle === null && absolute === null
        ? { idle: former.idle, absolute: former.absolute }
        : { idle, absolute }),
      persistent: persistent ?? former.persistent,
    }),
    NO_TERMS,
  );
}

/** Returns the terms of a session; `null` for the configured ones. */
export function termsAsked({ idle, absolute, persistent }: AskedTerms): SessionTerms | null {
  const isConfigured = idle === null && absolute === null && persistent !== false;
  return isConfigured ? null : { idle, absolute, persistent: persistent ?? true };
}

/** Returns asked terms from JSON that the library itself has sealed or stored. */
export function askedTermsIn(value: unknown): AskedTerms {
  const { idle, absolute, persistent } = Object(value);
  return {
    idle: typeof idle === "number" ? idle : null,
    absolute: typeof absolute === "number" ? absolute : null,
    persistent: typeof persistent === "boolean" ? persistent : null,
  };
}
