import { isPlain } from "../../options.ts";
import { decodeText } from "../../token/base64url.ts";
import type { Problem } from "./refusal.ts";

/**
 * Checks the members `crossOrigin` and `topOrigin` of the client data (WebAuthn, section 5.8.1). A page of
 * another site can show this one in a frame. The library checks them for sign-in only, and passes
 * `crossOrigin` without `topOrigin`. Here a frame needs a configured `topOrigin` in each case.
 */
export function frameProblem(
  clientDataJSON: string,
  topOrigins: readonly string[],
): Problem | null {
  const data = parse(decodeText(clientDataJSON));
  if (!isPlain(data)) return { problem: "invalid-response" };
  const { crossOrigin = false, topOrigin } = data;
  if (crossOrigin === false && topOrigin === undefined) return null;
  const isAllowed = crossOrigin === true && topOrigins.some((origin) => origin === topOrigin);
  return isAllowed ? null : { problem: "cross-origin" };
}

function parse(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
