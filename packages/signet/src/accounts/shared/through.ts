import type { Accounts } from "../contract.ts";
import type { StoredUsers } from "./stored-users.ts";

/** The part of an account store that the library keeps also for an application with its own users. */
export type Factors = Pick<Accounts, "authenticators" | "oneTime">;

/** Runs work on the operations of a database, which may open first. */
export type Run<Operations> = <T>(work: (operations: Operations) => Promise<T>) => Promise<T>;

/**
 * Returns authenticators and one-time tokens whose operations run through functions.
 *
 * @param write runs the operations that change something.
 */
export function factorsThrough(read: Run<Factors>, write: Run<Factors>): Factors {
  return {
    authenticators: {
      find: (...given) => read(({ authenticators }) => authenticators.find(...given)),
      list: (...given) => read(({ authenticators }) => authenticators.list(...given)),
      add: (...given) => write(({ authenticators }) => authenticators.add(...given)),
      update: (...given) => write(({ authenticators }) => authenticators.update(...given)),
      remove: (...given) => write(({ authenticators }) => authenticators.remove(...given)),
      replace: (...given) => write(({ authenticators }) => authenticators.replace(...given)),
      removeAll: (...given) => write(({ authenticators }) => authenticators.removeAll(...given)),
    },
    oneTime: {
      put: (...given) => write(({ oneTime }) => oneTime.put(...given)),
      find: (...given) => read(({ oneTime }) => oneTime.find(...given)),
      take: (...given) => write(({ oneTime }) => oneTime.take(...given)),
      countAttempt: (...given) => write(({ oneTime }) => oneTime.countAttempt(...given)),
      list: (...given) => read(({ oneTime }) => oneTime.list(...given)),
      drop: (...given) => write(({ oneTime }) => oneTime.drop(...given)),
    },
  };
}

/**
 * Returns rows of users whose operations run through functions.
 *
 * @param write runs the operations that change something.
 */
export function storedUsersThrough(
  read: Run<{ readonly users: StoredUsers }>,
  write: Run<{ readonly users: StoredUsers }>,
): StoredUsers {
  return {
    find: (...given) => read(({ users }) => users.find(...given)),
    findByEmail: (...given) => read(({ users }) => users.findByEmail(...given)),
    create: (...given) => write(({ users }) => users.create(...given)),
    update: (...given) => write(({ users }) => users.update(...given)),
    setAttributes: (...given) => write(({ users }) => users.setAttributes(...given)),
    remove: (...given) => write(({ users }) => users.remove(...given)),
  };
}
