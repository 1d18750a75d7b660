import { StoreUnavailableError } from "../../errors.ts";

/** Asks a store, and answers for it when it fails or says nothing. */
export type Ask = <T>(operation: () => Promise<T>) => Promise<T>;

/**
 * Gives every question to a store the same time to be answered. Whatever a store throws, and
 * silence, become the one error that means "nobody knows".
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

/** The same for what may take long, and is asked for by an administrator: as long as the store needs. */
export const askPatiently: Ask = (operation) =>
  new Promise((resolve, reject) => {
    const fail = (cause: unknown) => reject(new StoreUnavailableError(cause));
    try {
      operation().then(resolve, fail);
    } catch (cause) {
      fail(cause);
    }
  });
