import type { SessionStart } from "./start-session";

type Refusal = Extract<SessionStart, { readonly refused: string }>["refused"];

/** Explains to the user why no session was started. */
export const signInErrorText: Record<Refusal, string> = {
  "cross-site": "The form was sent from a page of another site. Reload this page and try again.",
  "insecure-origin":
    "A browser does not store the session cookie over http. Open the Lab with https or at http://localhost.",
  "store-unavailable":
    "The session store does not answer, so no session was started. Try again soon.",
};

/** Tells the user how long to wait after too many attempts. */
export function waitText(seconds: number): string {
  return `Too many tries. Wait ${seconds} ${seconds === 1 ? "second" : "seconds"}, then try again.`;
}
