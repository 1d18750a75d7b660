import { decodeText } from "#crypto";
import { TokenError } from "../../../token/errors.ts";
import { parseHeader } from "../../../token/format/header.ts";
import { parseObject } from "../../../token/format/json.ts";
import { invalidJwe, notAllowed } from "./errors.ts";

/**
 * Parses a header that is not the usual one, and returns when the session began.
 *
 * @throws {NextAuthTokenError} for a malformed header and for another encryption.
 */
export function decodeHeader(encoded: string): { readonly begun: number | null } {
  const { alg, enc } = parsed(encoded);
  if (alg !== "dir" || enc !== "A256GCM") throw notAllowed();
  const begun = parseObject(decodeText(encoded))?.["begun"];
  return { begun: typeof begun === "number" ? begun : null };
}

function parsed(encoded: string) {
  try {
    return parseHeader(encoded);
  } catch (error) {
    if (error instanceof TokenError) throw invalidJwe("JWE Protected Header is invalid");
    throw error;
  }
}
