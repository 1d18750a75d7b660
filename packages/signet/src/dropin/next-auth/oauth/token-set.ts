import { decodeText } from "#crypto";
import { parseObject } from "../../../token/format/json.ts";
import type { TokenSet, TokenSetWithMethods } from "./types.ts";

/**
 * Returns the tokens of a response as openid-client 5 shows them: with `expires_at` in place of
 * `expires_in`, and with methods that a spread does not copy.
 */
export function tokenSetOf(response: Readonly<Record<string, unknown>>): TokenSetWithMethods {
  const { expires_in, ...rest } = response;
  const tokens: TokenSet = { ...rest };
  if (expires_in !== undefined) tokens.expires_at = now() + Number(expires_in);
  if (Array.isArray(tokens.scope)) tokens.scope = tokens.scope.join(" ");
  const remaining = () => Math.max(Number(tokens.expires_at) - now(), 0);
  const hidden = { enumerable: false, configurable: true } as const;
  Object.defineProperties(tokens, {
    expires_in: { ...hidden, get: remaining },
    expired: { ...hidden, value: () => remaining() === 0 },
    claims: { ...hidden, value: () => claimsOf(tokens) },
  });
  return tokens as TokenSetWithMethods;
}

/**
 * Returns the claims of an ID token. Does not verify it.
 *
 * @throws {TypeError} without an ID token.
 */
function claimsOf({ id_token }: TokenSet): Record<string, unknown> {
  const [, payload = ""] = id_token?.split(".") ?? [];
  const claims = payload === "" ? null : parseObject(decodeText(payload));
  if (claims === null) throw new TypeError("id_token not present in TokenSet");
  return claims;
}

function now(): number {
  return Math.floor(Date.now() / 1_000);
}
