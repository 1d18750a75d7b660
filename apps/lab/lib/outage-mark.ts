/**
 * The digest of StoreUnavailableError. In production Next hides an error's words from the page that
 * shows it, and hands over its digest alone.
 */
export const OUTAGE = "SIGNET_STORE_UNAVAILABLE";
