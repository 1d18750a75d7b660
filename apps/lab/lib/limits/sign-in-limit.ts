import type { Taken } from "./bucket";
import type { Limits } from "./rules";

/** Who tries to sign in, before anybody knows whether the password is right. */
export interface SignInTry {
  /** The user name as the accounts are named, or `null` for a text that no account can have. */
  readonly account: string | null;
  readonly network: string;
  /** What marks a browser that has signed in to this very account before; `null` for any other. */
  readonly browser: string | null;
}

export type Allowed =
  /** Call it when the password was right: only failures count. */
  | { readonly wait: null; succeeded(): Promise<void> }
  /** Seconds. */
  | { readonly wait: number };

/**
 * Whether somebody may try to sign in now. Each try is counted before its password is looked at, so
 * that many at once are no way around; and whether there is such an account changes nothing. A browser
 * that the account knows has a limit of its own, which nobody else can use up.
 */
export async function takeSignIn(limits: Limits, signIn: SignInTry): Promise<Allowed> {
  const { account, network, browser } = signIn;
  const here = JSON.stringify([account, browser ?? network]);
  const buckets: (readonly [Limits[keyof Limits], string])[] = [[limits.network, network]];
  if (account !== null) buckets.push([limits.accountHere, here]);
  if (account !== null && browser === null) buckets.push([limits.account, account]);

  const taken: Extract<Taken, { wait: null }>[] = [];
  for (const [bucket, key] of buckets) {
    const one = await bucket.take(key);
    if (one.wait !== null) return { wait: one.wait };
    taken.push(one);
  }
  return {
    wait: null,
    async succeeded() {
      for (const one of taken) await one.giveBack();
      if (account !== null) await limits.accountHere.empty(here);
    },
  };
}
