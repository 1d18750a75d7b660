import { StoreUnavailableError } from "signet-auth/next";
import { OUTAGE } from "./outage-mark";

/**
 * In production Next hides an error's words from the page that shows it, and hands over its digest
 * alone; so the digest says what happened.
 */
export async function outageMarked<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof StoreUnavailableError) throw Object.assign(error, { digest: OUTAGE });
    throw error;
  }
}
