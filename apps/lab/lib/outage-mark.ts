/** The digest of an error that means: the session store did not answer. */
export const OUTAGE = "store-unavailable";
