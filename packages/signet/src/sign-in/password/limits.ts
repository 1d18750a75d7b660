import type { OperationContext } from "../contract.ts";
import type { LimitRule } from "../limits/contract.ts";
import type { Hasher } from "./hash/hasher.ts";
import { type Refused, refused } from "./refused.ts";

/** Wrong passwords for an account: first a wait of up to 30 seconds, then of up to an hour. */
const ACCOUNT_RULES: readonly LimitRule[] = [
  { name: "password-account", attempts: 5, within: 30 },
  { name: "password-account-hour", attempts: 20, within: 3_600 },
];
const ADDRESS_RULES: readonly LimitRule[] = [
  { name: "password-address", attempts: 50, within: 600 },
];
const SIGN_UP_RULES: readonly LimitRule[] = [
  { name: "sign-up-address", attempts: 10, within: 3_600 },
];
const RESET_RULES: readonly LimitRule[] = [
  { name: "password-reset-address", attempts: 10, within: 3_600 },
];
const RECIPIENT_RULES: readonly LimitRule[] = [
  { name: "mail-recipient", attempts: 5, within: 3_600 },
];

/** Rules with the key whose attempts they count; `null` for an unknown address of a client. */
type Budget = readonly [rules: readonly LimitRule[], key: string | null];

/** Counts an attempt to guess a password. A known browser of the account has its own budget. */
export function admitPassword(
  context: OperationContext,
  hasher: Hasher,
  account: string,
): Promise<Refused | null> {
  return admit(context, hasher, [
    [ADDRESS_RULES, context.address],
    [ACCOUNT_RULES, account],
  ]);
}

/** Forgets the attempts of an account after a success. Those of the client's address stay. */
export async function forgetAttempts(context: OperationContext, account: string): Promise<void> {
  await Promise.all(ACCOUNT_RULES.map((rule) => context.limiter.reset(rule, account)));
}

/** Counts a sign-up. `email` is `null` when no mail is sent. */
export function admitSignUp(
  context: OperationContext,
  hasher: Hasher,
  email: string | null,
): Promise<Refused | null> {
  return admit(context, hasher, [
    [SIGN_UP_RULES, context.address],
    [RECIPIENT_RULES, email],
  ]);
}

/** Counts a request for a reset. */
export function admitReset(
  context: OperationContext,
  hasher: Hasher,
  email: string,
): Promise<Refused | null> {
  return admit(context, hasher, [
    [RESET_RULES, context.address],
    [RECIPIENT_RULES, email],
  ]);
}

/** Counts an attempt in each budget, up to the first one that is used up. */
async function admit(
  context: OperationContext,
  hasher: Hasher,
  budgets: readonly Budget[],
): Promise<Refused | null> {
  if (hasher.isBusy()) return refused("rate-limited", { retryAfter: 1 });
  for (const [rules, key] of budgets) {
    for (const rule of key === null ? [] : rules) {
      const result = await context.limiter.consume(rule, key ?? "");
      if (!result.allowed) return refused("rate-limited", { retryAfter: result.retryAfter });
    }
  }
  return null;
}
