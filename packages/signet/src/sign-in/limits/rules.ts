import type { LimitRule } from "./contract.ts";

const [MINUTE, HOUR, DAY] = [60, 3_600, 86_400];

/** The failures after which an authenticator is refused until it is proved in another way (NIST SP 800-63B-4, 3.2.2). */
const MOST_FAILURES = 100;

/**
 * Returns rules whose waits grow with the failures of one key: up to 30 seconds after 5 failures, 10 minutes
 * after 10, an hour after 20, and 20 days after 100. Each rule counts in a window of its own.
 *
 * @param name the start of the names of the rules.
 *
 * @example
 * ```ts
 * import { growingWaits } from "signet-auth/sign-in";
 *
 * const rules = growingWaits("gift-code");
 * ```
 */
export function growingWaits(name: string): readonly LimitRule[] {
  return [
    { name, attempts: 5, within: 30 },
    { name: `${name}-minutes`, attempts: 10, within: 10 * MINUTE },
    { name: `${name}-hour`, attempts: 20, within: HOUR },
    { name: `${name}-days`, attempts: MOST_FAILURES, within: 20 * DAY },
  ];
}
