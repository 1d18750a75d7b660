import type { RequestSource } from "../http/request-source.ts";
import { currentRequest, serializePerRequest, setResponseCookies } from "./request-cookies.ts";

/** The request that a call of `auth` answers, and the cookies of its response. */
export interface RequestAccess {
  /** Returns the request with the cookies that this library has set so far. */
  request(): Promise<RequestSource>;
  /** Runs a write after the earlier writes of the same request. */
  serialize<Result>(write: () => Promise<Result>): Promise<Result>;
  /**
   * Sets cookies in the response.
   *
   * @throws {SignetError} `cannot-set-cookies` when the response has started.
   */
  setCookies(setCookies: readonly string[]): Promise<void>;
}

/** The current request of the App Router. Next keeps it, so no call has to name it. */
export const appRequest: RequestAccess = {
  request: currentRequest,
  serialize: (write) => serializePerRequest(write)(),
  setCookies: setResponseCookies,
};
