import type { OperationContext } from "../contract/operation.ts";
import type { MethodOutcome } from "../contract/outcome.ts";
import { type Budget, forget, tooMany } from "../limits/budgets.ts";
import type { LimitRule } from "../limits/contract.ts";
import { rateLimited } from "../shared/rate-limited.ts";
import type { Subject } from "./request.ts";

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** The attempts for one code. */
export const CODE_ATTEMPTS = 5;

/** Mails that one client may ask for, to any address. */
const MAILS_OF_CLIENT: LimitRule = { name: "email-client", attempts: 20, within: HOUR };
/** Mails that one client may ask for to one address, so that one stranger does not use up all of them. */
const MAILS_OF_PAIR: LimitRule = { name: "email-pair", attempts: 6, within: HOUR };
/** Mails to one address, whoever asks. */
const MAILS_TO_ADDRESS: LimitRule = { name: "email-recipient", attempts: 30, within: HOUR };
/**
 * Typed codes for one address, over all requests and browsers: a new code does not give new attempts
 * (NIST SP 800-63B-4, section 3.1.3.2). A success forgets them. The link of a mail is not counted, because
 * nobody can guess it, so a stranger cannot lock an owner out of the link.
 */
const CODES_OF_ADDRESS: LimitRule = { name: "email-code", attempts: 50, within: DAY };

/** Counts a mail. Returns the refusal when there were too many; `null` when the mail may be sent. */
export async function limitMails(
  context: OperationContext,
  subject: Subject,
): Promise<MethodOutcome | null> {
  const { address, limiter } = context;
  const ofClient: readonly Budget[] =
    address === null
      ? []
      : [
          [MAILS_OF_CLIENT, address],
          [MAILS_OF_PAIR, JSON.stringify([address, subject.email])],
        ];
  const budgets = [...ofClient, [MAILS_TO_ADDRESS, await keyOf(context, subject)] as const];
  return rateLimited(await tooMany(limiter, budgets));
}

/** Counts a typed code. Returns the refusal when there were too many. */
export async function limitCodes(
  context: OperationContext,
  subject: Subject,
): Promise<MethodOutcome | null> {
  const budgets = [[CODES_OF_ADDRESS, await keyOf(context, subject)] as const];
  return rateLimited(await tooMany(context.limiter, budgets));
}

/** Forgets the typed codes after a success. */
export async function forgetCodes(context: OperationContext, subject: Subject): Promise<void> {
  await forget(context.limiter, [[CODES_OF_ADDRESS, await keyOf(context, subject)]]);
}

/**
 * Returns the key of the budget of an address. A browser in which the owner has signed in before has its
 * own budget for sign-ins, so that strangers cannot lock the owner out of it. For a change the user does
 * not own the address yet, so all browsers share one budget.
 */
async function keyOf(
  context: OperationContext,
  { email, userId, purpose }: Subject,
): Promise<string> {
  const device = await context.knownDevice(userId ?? "");
  return JSON.stringify([email, purpose === "email-sign-in" ? device : null]);
}
