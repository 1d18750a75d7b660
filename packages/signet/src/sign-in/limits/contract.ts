/** Counts attempts and refuses too many. This module imports nothing else of the library. */

/** The attempts that a key may make in a time. */
export interface LimitRule {
  /**
   * The name of the rule, such as `password-account`. Different rules never share a count. Rules of one name
   * with different numbers are different rules.
   */
  readonly name: string;
  readonly attempts: number;
  /** Seconds. */
  readonly within: number;
}

export type LimitResult =
  | { readonly allowed: true }
  /** `retryAfter` is whole seconds, at least 1. */
  | { readonly allowed: false; readonly retryAfter: number };

/** Counts attempts. A limiter whose store does not answer counts in the memory of the process instead. */
export interface Limiter {
  /** Counts one attempt of a key and decides. Atomic: of N concurrent calls only the allowed number passes. */
  consume(rule: LimitRule, key: string): Promise<LimitResult>;
  /** Forgets the attempts of a key, after a success. */
  reset(rule: LimitRule, key: string): Promise<void>;
}
