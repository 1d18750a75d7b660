import { StoreUnavailableError } from "../../errors.ts";

/** Runs a store operation. Rejects with `StoreUnavailableError` when it fails or takes too long. */
export type Ask = <T>(operation: () => Promise<T>) => Promise<T>;

/**
 * Creates an {@link Ask} with a time limit. Every error of the store, and a timeout, become
 * `StoreUnavailableError`, because then the state of the session is unknown.
 *
 * @param timeout milliseconds.
 */
export function askWithin(timeout: number): Ask {
  return <T>(operation: () => Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      const fail = (cause: unknown) => {
        clearTimeout(timer);
        reject(new StoreUnavailableError(cause));
      };
      const timer = setTimeout(
        () => fail(new Error(`The session store did not answer within ${timeout} ms.`)),
        timeout,
      );
      const succeed = (value: T) => {
        clearTimeout(timer);
        resolve(value);
      };
      try {
        operation().then(succeed, fail);
      } catch (cause) {
        fail(cause);
      }
    });
}

/** Runs a store operation without a time limit, for operations of an administrator that may take long. */
export const askPatiently: Ask = (operation) =>
  new Promise((resolve, reject) => {
    const fail = (cause: unknown) => reject(new StoreUnavailableError(cause));
    try {
      operation().then(resolve, fail);
    } catch (cause) {
      fail(cause);
    }
  });
