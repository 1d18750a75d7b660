/** Compiled by `npm test` and never run. `@ts-expect-error` marks each line that must not compile. */
import type { RefusalReason } from "./contract/outcome.ts";
import { refusalText } from "./refusal-text.ts";

export function ofReasons(reason: RefusalReason, query: { error?: string | string[] }): void {
  const known: string = refusalText(reason, { retryAfter: 5 });
  const unknown: string | null = refusalText(query.error, { retryAfter: "5" });
  // @ts-expect-error: a text of an address may be no reason
  const text: string = refusalText(query.error);
  refusalText(known ?? unknown ?? text, { texts: { expired: "Begin again.", "no-input": "…" } });
  // @ts-expect-error: the misspelled reason would never be shown
  refusalText(reason, { texts: { expierd: "Begin again." } });
}
