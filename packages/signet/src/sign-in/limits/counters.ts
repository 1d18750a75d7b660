import { invalidConfig } from "../../errors.ts";
import { encodeBytes } from "../../token/base64url.ts";
import type { Limiter, LimitResult, LimitRule } from "./contract.ts";

/** The longest time that a timer of JavaScript can wait, in seconds: 24 days. */
const LONGEST = Math.floor((2 ** 31 - 1) / 1_000);

/** The part of a limiter of `rate-limiter-flexible` that we use. It has one rule. */
export interface Counter {
  /** Rejects with `msBeforeNext` for too many attempts, and with an error if the store does not answer. */
  consume(key: string): Promise<unknown>;
  delete(key: string): Promise<unknown>;
}

/**
 * Returns a limiter on one counter for each rule. The counters get hashes of the keys, so a store holds no
 * addresses of users in clear text.
 */
export function limiterOn(counterFor: (rule: LimitRule) => Counter): Limiter {
  const counters = new Map<string, Counter>();

  function counterOf(rule: LimitRule): Counter {
    const id = JSON.stringify([rule.name, rule.attempts, rule.within]);
    const counter = counters.get(id) ?? counterFor(checked(rule));
    counters.set(id, counter);
    return counter;
  }

  return {
    async consume(rule, key) {
      const counter = counterOf(rule);
      try {
        await counter.consume(await hashOf(rule, key));
        return { allowed: true };
      } catch (refusal) {
        return refused(refusal);
      }
    },

    async reset(rule, key) {
      await counterOf(rule).delete(await hashOf(rule, key));
    },
  };
}

/** @throws If the refusal is an error of the store. */
function refused(refusal: unknown): LimitResult {
  const { msBeforeNext }: { readonly msBeforeNext?: unknown } = Object(refusal);
  if (refusal instanceof Error || typeof msBeforeNext !== "number") throw refusal;
  return { allowed: false, retryAfter: Math.max(1, Math.ceil(msBeforeNext / 1_000)) };
}

function checked(rule: LimitRule): LimitRule {
  const { name, attempts, within } = rule;
  if (!Number.isSafeInteger(attempts) || attempts < 1) {
    throw invalidConfig(`The limit ${name} has ${attempts} attempts. Use a whole number from 1.`);
  }
  if (!Number.isSafeInteger(within) || within < 1 || within > LONGEST) {
    throw invalidConfig(
      `The limit ${name} has the time ${within}. Use whole seconds from 1 to ${LONGEST} (24 days).`,
    );
  }
  return rule;
}

/** Names the numbers of the rule as well. A database finds a count by the name of the rule and this hash. */
async function hashOf({ attempts, within }: LimitRule, key: string): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify([attempts, within, key]));
  return encodeBytes(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}
