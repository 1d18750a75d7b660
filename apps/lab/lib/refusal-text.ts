import type { Begun } from "./begin-session";

type Refusal = Extract<Begun, { readonly refused: string }>["refused"];

/** Why no session began, for the person at the form. */
export const refusalText: Record<Refusal, string> = {
  "cross-site": "The form was sent from another site's page. Reload this page and try again.",
  "insecure-origin":
    "Over http the browser drops the session cookie. Open the Lab on https or on http://localhost.",
  "store-unavailable":
    "The session store does not answer just now, so no session could begin. Try again soon.",
};

/** What somebody reads who has tried too often. */
export function waitText(seconds: number): string {
  return `Too many tries. Wait ${seconds} ${seconds === 1 ? "second" : "seconds"}, then try again.`;
}
