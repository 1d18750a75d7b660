import { SignetError } from "../errors.ts";
import { warnOnce } from "../warn.ts";

/** The `digest` of errors for which Next responds with 403, in Route Handlers and Server Actions. */
const FORBIDDEN = "NEXT_HTTP_ERROR_FALLBACK;403";

/**
 * Wraps a function, so that Next responds with 403 when the function throws `cross-site` or
 * `prefetch` and the application does not catch the error. The response contains no reason, so the
 * reason is logged once for each code.
 */
export function withForbiddenDigest<Args extends unknown[], Result>(
  write: (...args: Args) => Promise<Result>,
): (...args: Args) => Promise<Result> {
  return async (...args) => {
    try {
      return await write(...args);
    } catch (error) {
      if (!(error instanceof SignetError)) throw error;
      if (error.code !== "cross-site" && error.code !== "prefetch") throw error;
      warnOnce(`refused:${error.code}`, error.message);
      throw Object.assign(error, { digest: FORBIDDEN });
    }
  };
}
