import type { LimitRule } from "../limits/contract.ts";

/** Codes for one account, over all sessions and browsers. A success forgets them. */
export const TOTP_CODES: LimitRule = { name: "totp-code", attempts: 10, within: 900 };
/** Recovery codes for one account. */
export const RECOVERY_CODES: LimitRule = { name: "recovery-code", attempts: 10, within: 900 };
/**
 * The wrong codes in a row after which an authenticator app is disabled until the user adds it again
 * (NIST SP 800-63B-4, section 3.2.2). The store counts them, so a restart forgets none.
 */
export const MOST_FAILURES = 100;
