import { randomUUID } from "node:crypto";
import {
  createOpener,
  createSealer,
  keyRing,
  type SecretKeyRing,
  TokenError,
} from "signet-auth/token";
import { z } from "zod";

/** Days that a browser stays known after a sign-in. */
export const KNOWN_DAYS = 180;

const markSchema = z.object({ account: z.string(), browser: z.string() });

export interface KnownBrowsers {
  /** Creates the mark of a browser that has signed in to an account. The mark gives no access. */
  mark(account: string): string;
  /** Returns the browser of a mark. Returns `null` for an invalid mark or a mark of another account. */
  find(account: string | null, mark: string | null): string | null;
}

/** Creates and reads marks for browsers. They are sealed, so no client can forge a mark or read its account. */
export function knownBrowsers(secret: string): KnownBrowsers {
  const keys: SecretKeyRing = keyRing([secret]);
  const purpose = "lab known browser";
  const seal = createSealer({ keys, purpose, expiresIn: `${KNOWN_DAYS}d` });
  const open = createOpener({ keys, purpose, schema: markSchema });
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
