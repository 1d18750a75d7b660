import { bucketsOf } from "./bucket";

/**
 * What may be tried how often. The waits are short, because whoever guesses at an account makes its
 * owner wait as well; the guesses of a day are few all the same.
 */
const rules = {
  /** Sign-ins that failed, from one network: 780 an hour at most. */
  network: { every: 6, burst: 30, within: 600 },
  /** Those for one account from one network, or from a browser that the account knows: 80 an hour. */
  accountHere: { every: 60, burst: 5, within: 900 },
  /**
   * Those for one account from all networks together: 100 an hour. It is more than one network can use
   * up, so that a stranger does not lock out an owner who is elsewhere.
   */
  account: { every: 40, burst: 10, within: 3_600 },
  /** Accounts made from one network. */
  register: { every: 60, burst: 10, within: 3_600 },
  /** Measurements that one session asks for. */
  measure: { every: 2, burst: 5, within: 60 },
};

function newLimits() {
  return {
    network: bucketsOf(rules.network),
    accountHere: bucketsOf(rules.accountHere),
    account: bucketsOf(rules.account),
    register: bucketsOf(rules.register),
    measure: bucketsOf(rules.measure),
  };
}

export type Limits = ReturnType<typeof newLimits>;

declare global {
  /** Of the process, because Next builds pages, routes and actions apart, each with this module. */
  var labLimits: Limits | undefined;
}

/** The limits of this server. Several servers count apart. */
export function limits(): Limits {
  globalThis.labLimits ??= newLimits();
  return globalThis.labLimits;
}
