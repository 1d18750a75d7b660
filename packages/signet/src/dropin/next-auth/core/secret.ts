import { sha256 } from "#crypto";
import type { AuthOptions } from "../types.ts";
import type { AuthUrl } from "../url.ts";

/**
 * Returns the secret of a program without one, in development: a hash of the options, as in next-auth 4.
 * It changes with the options.
 */
export async function fallbackSecret(
  { secret: _, ...options }: Partial<AuthOptions>,
  url: AuthUrl,
): Promise<string> {
  const bytes = await sha256(JSON.stringify({ ...url, ...options }));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
