/** The names of the cookies of an engine in one place. */
export interface CookieNames {
  readonly session: string;
  /** For a credential that is too large for one cookie. A credential has at most this many chunks. */
  readonly chunks: readonly string[];
  readonly tombstone: string;
}

/** Creates the names of the cookies from the name of the session cookie. */
export function cookieNames(session: string): CookieNames {
  const chunks = [0, 1, 2, 3].map((at) => `${session}.${at}`);
  return { session, chunks, tombstone: `${session}-ended` };
}
