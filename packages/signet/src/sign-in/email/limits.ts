import type { MethodOutcome, OperationContext } from "../contract.ts";
import type { LimitRule } from "../limits/contract.ts";
import type { Subject } from "./request.ts";

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** The attempts for one code. */
export const CODE_ATTEMPTS = 5;

/** Mails that one client may ask for, to any address. */
export const MAILS_OF_CLIENT: LimitRule = { name: "email-client", attempts: 20, within: HOUR };
/** Mails that one client may ask for to one address, so that one stranger does not use up all of them. */
export const MAILS_OF_PAIR: LimitRule = { name: "email-pair", attempts: 6, within: HOUR };
/** Mails to one address, whoever asks. */
export const MAILS_TO_ADDRESS: LimitRule = { name: "email-recipient", attempts: 30, within: HOUR };
/**
 * Typed codes for one address, over all requests and browsers: a new code does not give new attempts
 * (NIST SP 800-63B-4, section 3.1.3.2). A success forgets them. The link of a mail is not counted, because
 * nobody can guess it, so a stranger cannot lock an owner out of the link.
 */
export const CODES_OF_ADDRESS: LimitRule = { name: "email-code", attempts: 50, within: DAY };

type About = Pick<Subject, "email" | "userId">;

/** Counts a mail. Returns the refusal when there were too many; `null` when the mail may be sent. */
export async function limitMails(
  context: OperationContext,
  about: About,
): Promise<MethodOutcome | null> {
  const { address, limiter } = context;
  if (address !== null) {
    const ofClient = [
      await limiter.consume(MAILS_OF_CLIENT, address),
      await limiter.consume(MAILS_OF_PAIR, JSON.stringify([address, about.email])),
    ];
    const refused = ofClient.find((result) => !result.allowed);
    // A refused client does not use up the mails of the address.
    if (refused?.allowed === false) return tooMany(refused.retryAfter);
  }
  const result = await limiter.consume(MAILS_TO_ADDRESS, await budgetOf(context, about));
  return result.allowed ? null : tooMany(result.retryAfter);
}

/** Counts a typed code. Returns the refusal when there were too many. */
export async function limitCodes(
  context: OperationContext,
  about: About,
): Promise<MethodOutcome | null> {
  const result = await context.limiter.consume(CODES_OF_ADDRESS, await budgetOf(context, about));
  return result.allowed ? null : tooMany(result.retryAfter);
}

/** Forgets the typed codes after a success. */
export async function forgetCodes(context: OperationContext, about: About): Promise<void> {
  await context.limiter.reset(CODES_OF_ADDRESS, await budgetOf(context, about));
}

/**
 * Returns the key of a budget. A browser in which the user has signed in before has its own budget, so
 * that strangers cannot lock the user out of it.
 */
async function budgetOf(context: OperationContext, { email, userId }: About): Promise<string> {
  const device = await context.knownDevice(userId ?? "");
  return JSON.stringify([email, device]);
}

function tooMany(retryAfter: number): MethodOutcome {
  return { type: "refused", reason: "rate-limited", retryAfter };
}
