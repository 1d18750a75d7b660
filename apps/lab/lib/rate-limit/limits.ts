import { createRateLimiter } from "./rate-limiter";

/**
 * The limits. The waits are short, because an attacker who guesses the password of an account makes its
 * owner wait as well. The number of guesses in a day is still small.
 */
const rules = {
  /** Failed sign-ins from one network: at most 780 an hour. */
  network: { every: 6, burst: 30, within: 600 },
  /** Failed sign-ins to one account from one network or one known browser: at most 80 an hour. */
  accountHere: { every: 60, burst: 5, within: 900 },
  /**
   * Failed sign-ins to one account from all networks: at most 100 an hour. One network cannot use up this
   * limit, so a stranger does not lock out an owner in another network.
   */
  account: { every: 40, burst: 10, within: 3_600 },
  /** New accounts from one network. */
  register: { every: 60, burst: 10, within: 3_600 },
  /** Measurements of one user. */
  measure: { every: 2, burst: 5, within: 60 },
  /** New guests of the practice from one network. A class shares the network of its school. */
  guest: { every: 5, burst: 100, within: 3_600 },
  /** Events of the practice from one network. */
  practice: { every: 1, burst: 600, within: 60 },
};

function newLimits() {
  return {
    network: createRateLimiter(rules.network),
    accountHere: createRateLimiter(rules.accountHere),
    account: createRateLimiter(rules.account),
    register: createRateLimiter(rules.register),
    measure: createRateLimiter(rules.measure),
    guest: createRateLimiter(rules.guest),
    practice: createRateLimiter(rules.practice),
  };
}

export type Limits = ReturnType<typeof newLimits>;

declare global {
  /** Global, because Next.js bundles this module several times: for pages, routes and actions. */
  var labLimits: Limits | undefined;
}

/** Returns the limits of this server. Each server has its own counts. */
export function limits(): Limits {
  globalThis.labLimits ??= newLimits();
  return globalThis.labLimits;
}
