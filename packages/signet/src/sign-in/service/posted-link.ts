import type { User } from "../../accounts/contract.ts";
import type { SignInOutcome } from "../service-contract.ts";
import { textField } from "../shared/fields.ts";
import { CALLBACK } from "./access.ts";
import type { ReadyMethod } from "./parts.ts";
import type { Running } from "./running.ts";

/**
 * A provider that answers by a form of its own page (`response_mode=form_post`) hides the session cookie,
 * which is `SameSite=Lax`. To link an identity the session is needed, so the browser is sent to the same
 * callback by GET, which carries the cookie. Returns `null` for every other request.
 */
export async function postedLink<U extends User>(
  { parts, asked, jar, now, session }: Running<U>,
  { transactions }: ReadyMethod,
): Promise<SignInOutcome | null> {
  const state = textField(asked.input, "state");
  if (asked.operation !== CALLBACK || session !== null || state === null) return null;
  if (asked.path.includes("?")) return null;
  const transaction = await transactions.peek(jar, state, now);
  if (transaction === null || transaction.link === null) return null;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(asked.input)) {
    if (typeof value === "string") query.set(name, value);
  }
  return {
    status: "redirect",
    url: `${parts.setting.basePath}/callback/${asked.method}?${query}`,
  };
}
