import type { OperationContext } from "../contract/operation.ts";
import type { Refused } from "../contract/outcome.ts";
import { type Budget, forget, tooMany } from "../limits/budgets.ts";
import type { LimitRule } from "../limits/contract.ts";
import { growingWaits } from "../limits/rules.ts";
import { rateLimited } from "../shared/rate-limited.ts";
import type { Hasher } from "./hash/hasher.ts";

const HOUR = 3_600;

/** Guesses of one client for one account. The waits grow from 30 seconds to an hour, and beyond. */
const GUESSES_OF_PAIR: readonly LimitRule[] = growingWaits("password-pair");
/** Guesses of one client for any account. */
const GUESSES_OF_CLIENT: LimitRule = { name: "password-client", attempts: 50, within: 600 };
/** Guesses for one account, from all clients. */
const GUESSES_OF_ACCOUNT: LimitRule = { name: "password-account", attempts: 50, within: HOUR };
const SIGN_UPS_OF_CLIENT: LimitRule = { name: "sign-up-client", attempts: 10, within: HOUR };
const MAILS_OF_CLIENT: LimitRule = { name: "password-mail-client", attempts: 20, within: HOUR };
/** Mails that one client may ask for to one address, so that a stranger does not use up all of them. */
const MAILS_OF_PAIR: LimitRule = { name: "password-mail-pair", attempts: 6, within: HOUR };
const MAILS_TO_ADDRESS: LimitRule = { name: "password-mail", attempts: 30, within: HOUR };

/** The account for which attempts are counted. A known browser of the account has its own budget. */
export interface Account {
  /** The address that signs in, or another text for the account. It may have no user. */
  readonly name: string;
  /** The known browser of the user; `null` for all others together. */
  readonly device: string | null;
}

/** Counts an attempt to guess a password. */
export function admitGuess(
  context: OperationContext,
  hasher: Hasher,
  account: Account,
): Promise<Refused | null> {
  return admit(context, hasher, [
    ...guessesOf(context, account),
    ...ofClient(context, GUESSES_OF_CLIENT),
    [GUESSES_OF_ACCOUNT, keyOf(account)],
  ]);
}

/** Forgets the guesses for an account after a success. Those of the client for any account stay. */
export function forgetGuesses(context: OperationContext, account: Account): Promise<void> {
  return forget(context.limiter, [
    ...guessesOf(context, account),
    [GUESSES_OF_ACCOUNT, keyOf(account)],
  ]);
}

/** Counts a sign-up. */
export function admitSignUp(context: OperationContext, hasher: Hasher): Promise<Refused | null> {
  return admit(context, hasher, ofClient(context, SIGN_UPS_OF_CLIENT));
}

/** Counts a mail. */
export function admitMail(
  context: OperationContext,
  hasher: Hasher,
  account: Account,
): Promise<Refused | null> {
  return admit(context, hasher, [
    [MAILS_OF_PAIR, pairOf(context, account)],
    ...ofClient(context, MAILS_OF_CLIENT),
    [MAILS_TO_ADDRESS, keyOf(account)],
  ]);
}

async function admit(
  { limiter }: OperationContext,
  hasher: Hasher,
  budgets: readonly Budget[],
): Promise<Refused | null> {
  return rateLimited(hasher.isBusy() ? 1 : await tooMany(limiter, budgets));
}

/**
 * Without a trusted address all clients are one, and a wait of days would lock the owner out with a
 * stranger. The account store counts the consecutive failures of all clients in any case.
 */
function guessesOf(context: OperationContext, account: Account): readonly Budget[] {
  return GUESSES_OF_PAIR.filter(({ within }) => context.address !== null || within <= HOUR).map(
    (rule) => [rule, pairOf(context, account)],
  );
}

/** Without a trusted address of the client, only accounts and addresses of mails are limited. */
function ofClient({ address }: OperationContext, rule: LimitRule): readonly Budget[] {
  return address === null ? [] : [[rule, address]];
}

function pairOf({ address }: OperationContext, { name, device }: Account): string {
  return JSON.stringify([address, name, device]);
}

function keyOf({ name, device }: Account): string {
  return JSON.stringify([name, device]);
}
