import { randomUUID } from "node:crypto";
import {
  createOpener,
  createSealer,
  keyRing,
  type SecretKeyRing,
  TokenError,
} from "signet-auth/token";
import { z } from "zod";

/** How long a browser is known for after a sign-in; days. */
export const KNOWN_FOR = 180;

const marked = z.object({ account: z.string(), browser: z.string() });

export interface KnownBrowsers {
  /** The mark that a browser keeps after signing in to an account. It opens nothing. */
  mark(account: string): string;
  /** Which browser holds a mark of this account, or `null` where the mark is another's, or none. */
  find(account: string | null, mark: string | null): string | null;
}

/** Marks for browsers, sealed, so that nobody can make one or read whose it is. */
export function knownBrowsers(secret: string): KnownBrowsers {
  const keys: SecretKeyRing = keyRing([secret]);
  const purpose = "lab known browser";
  const seal = createSealer({ keys, purpose, expiresIn: `${KNOWN_FOR}d` });
  const open = createOpener({ keys, purpose, schema: marked });
  return {
    mark: (account) => seal({ account, browser: randomUUID() }),
    find(account, mark) {
      if (account === null || mark === null) return null;
      try {
        const known = open(mark);
        return known.account === account ? known.browser : null;
      } catch (error) {
        if (error instanceof TokenError) return null;
        throw error;
      }
    },
  };
}
