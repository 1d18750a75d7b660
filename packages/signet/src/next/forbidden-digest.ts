import { SignetError } from "../errors.ts";
import { warnOnce } from "../warn.ts";

/** By this Next knows an error that stands for an answer of 403, in handlers and in actions. */
const FORBIDDEN = "NEXT_HTTP_ERROR_FALLBACK;403";

/**
 * Lets Next answer 403 to a request that the engine refused, where nobody catches the error. Such an
 * answer says nothing, so the log does.
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
