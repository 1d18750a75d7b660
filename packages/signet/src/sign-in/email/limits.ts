import type { MethodOutcome, OperationContext } from "../contract.ts";
import type { LimitRule } from "../limits/contract.ts";

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** The attempts for one code (ASVS 5.0, 6.5.5: codes are short, so they need few attempts). */
export const CODE_ATTEMPTS = 5;

/** Mails that one client may ask for, to any address. */
export const MAILS_OF_CLIENT: LimitRule = { name: "mail-client", attempts: 20, within: HOUR };
/** Mails that one client may ask for to one address, so that one stranger does not use up all of them. */
export const MAILS_OF_PAIR: LimitRule = { name: "mail-pair", attempts: 6, within: HOUR };
/** Mails to one address, whoever asks. */
export const MAILS_TO_ADDRESS: LimitRule = { name: "mail-recipient", attempts: 30, within: HOUR };
/**
 * Typed codes for one address, over all requests and browsers: a new code does not give new attempts
 * (NIST SP 800-63B-4, section 3.1.3.2). A success forgets them. The link of a mail is not counted, because
 * nobody can guess it, so a stranger cannot lock an owner out of the link.
 */
export const CODES_OF_ADDRESS: LimitRule = { name: "mail-code", attempts: 50, within: DAY };

/** Counts a mail. Returns the refusal when there were too many; `null` when the mail may be sent. */
export async function limitMails(
  context: OperationContext,
  email: string,
): Promise<MethodOutcome | null> {
  const { address, limiter } = context;
  if (address !== null) {
    const ofClient = [
      await limiter.consume(MAILS_OF_CLIENT, address),
      await limiter.consume(MAILS_OF_PAIR, JSON.stringify([address, email])),
    ];
    const refused = ofClient.find((result) => !result.allowed);
    // A refused client does not use up the mails of the address.
    if (refused?.allowed === false) return tooMany(refused.retryAfter);
  }
  const result = await limiter.consume(MAILS_TO_ADDRESS, email);
  return result.allowed ? null : tooMany(result.retryAfter);
}

/** Counts a typed code. Returns the refusal when there were too many. */
export async function limitCodes(
  context: OperationContext,
  email: string,
): Promise<MethodOutcome | null> {
  const result = await context.limiter.consume(CODES_OF_ADDRESS, email);
  return result.allowed ? null : tooMany(result.retryAfter);
}

function tooMany(retryAfter: number): MethodOutcome {
  return { type: "refused", reason: "rate-limited", retryAfter };
}
