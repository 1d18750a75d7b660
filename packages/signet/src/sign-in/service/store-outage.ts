import type { Accounts, User } from "../../accounts/contract.ts";
import { SignetError, StoreUnavailableError } from "../../errors.ts";
import { warnOnce } from "../../warn.ts";

/**
 * Wraps accounts so that each failure is a `StoreUnavailableError`. An own store may reject with any
 * error, and the answer to all of them is 503.
 */
export function withOutages<U extends User>(accounts: Accounts<U>): Accounts<U> {
  return {
    users: wrapped(accounts.users),
    authenticators: wrapped(accounts.authenticators),
    oneTime: wrapped(accounts.oneTime),
  };
}

function wrapped<Part extends object>(part: Part): Part {
  return new Proxy(part, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== "function") return member;
      return async (...args: unknown[]) => {
        try {
          return await Reflect.apply(member, target, args);
        } catch (error) {
          throw error instanceof SignetError ? error : outage(error);
        }
      };
    },
  });
}

function outage(cause: unknown): StoreUnavailableError {
  const name = cause instanceof Error ? cause.name : typeof cause;
  warnOnce(
    `accounts-failed:${name}`,
    `An operation of the account store failed (${name}). The sign-in was answered with 503. See the cause of the StoreUnavailableError, or the log of the store.`,
  );
  return new StoreUnavailableError(
    cause,
    "The account store did not answer, so nobody was signed in or refused. See `cause`, and respond with 503.",
  );
}
