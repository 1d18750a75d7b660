import type { Limits } from "./limits";
import type { Attempt } from "./rate-limiter";

/** A sign-in attempt before the check of its password. */
export interface SignInAttempt {
  /** The normalized user name, or `null` for a text that cannot be a user name. */
  readonly account: string | null;
  readonly network: string;
  /** The id of a browser that has signed in to this account before. `null` for any other browser. */
  readonly browser: string | null;
}

export type SignInLimit =
  /** Call `succeeded` after a correct password, because only failures count. */
  | { readonly wait: null; succeeded(): Promise<void> }
  /** Seconds until the next attempt. */
  | { readonly wait: number };

/**
 * Checks whether a sign-in attempt is allowed now. An attempt is counted before the check of its password,
 * so concurrent attempts do not get around the limit. The limit does not depend on whether the account
 * exists. A known browser has its own limit, which other clients cannot use up.
 */
export async function takeSignIn(limits: Limits, signIn: SignInAttempt): Promise<SignInLimit> {
  const { account, network, browser } = signIn;
  const here = JSON.stringify([account, browser ?? network]);
  const buckets: (readonly [Limits[keyof Limits], string])[] = [[limits.network, network]];
  if (account !== null) buckets.push([limits.accountHere, here]);
  if (account !== null && browser === null) buckets.push([limits.account, account]);

  const taken: Extract<Attempt, { wait: null }>[] = [];
  for (const [bucket, key] of buckets) {
    const one = await bucket.take(key);
    if (one.wait !== null) return { wait: one.wait };
    taken.push(one);
  }
  return {
    wait: null,
    async succeeded() {
      for (const one of taken) await one.giveBack();
      if (account !== null) await limits.accountHere.reset(here);
    },
  };
}
