import type { AdapterSession, AdapterUser } from "../adapters.ts";
import type { Awaitable } from "../awaitable.ts";
import type { CookieLookup } from "../cookies/lookup.ts";
import { expireSession, sessionValues, storeSession } from "../cookies/session-cookies.ts";
import { setCookieText } from "../cookies/set-cookie.ts";
import type { CookieOption } from "../types.ts";
import type { GuardedAdapter } from "./guarded.ts";

interface SessionSettings {
  readonly adapter: GuardedAdapter;
  readonly cookie: CookieOption;
  /** Seconds. */
  readonly maxAge: number;
  /** Seconds. */
  readonly updateAge: number;
  readonly newToken: (() => Awaitable<string>) | undefined;
}

/** A live session of an adapter, with its user. */
export interface HeldSession {
  readonly session: AdapterSession;
  readonly user: AdapterUser;
}

/** The sessions of `session.strategy: "database"`: a random text in the cookie, the rest in the adapter. */
export interface AdapterSessions {
  /** Returns the text in the session cookie of a request. */
  tokenIn(cookies: CookieLookup): string | undefined;
  /** Returns a session that has not ended. Deletes one that has. */
  read(token: string): Promise<HeldSession | null>;
  /** Begins a session. */
  begin(userId: string): Promise<AdapterSession>;
  /** Moves the end of a session when the last move is older than `updateAge`. Returns the end of the cookie. */
  keepAlive(session: AdapterSession): Promise<Date>;
  /** Ends a session. Returns what the adapter returns. */
  end(token: string): Promise<unknown>;
  /** Returns the `Set-Cookie` texts of a session. */
  store(cookies: CookieLookup, session: AdapterSession): string[];
  /** Returns the `Set-Cookie` texts that delete the session cookie. */
  forget(cookies: CookieLookup): string[];
}

/** Keeps sessions with an adapter, as next-auth 4 does. */
export function adapterSessions(settings: SessionSettings): AdapterSessions {
  const { adapter, cookie, maxAge, updateAge, newToken } = settings;
  const end = () => new Date(Date.now() + maxAge * 1_000);
  return {
    tokenIn: (cookies) => sessionValues(cookies, cookie.name)[0],

    async read(token) {
      const held = await adapter.getSessionAndUser(token);
      if (!held || held.session.expires.valueOf() >= Date.now()) return held;
      await adapter.deleteSession(token);
      return null;
    },

    async begin(userId) {
      const sessionToken = (await newToken?.()) ?? globalThis.crypto.randomUUID();
      return adapter.createSession({ sessionToken, userId, expires: end() });
    },

    async keepAlive({ sessionToken, expires }) {
      const next = end();
      const movedAt = expires.valueOf() - maxAge * 1_000;
      if (movedAt + updateAge * 1_000 <= Date.now()) {
        await adapter.updateSession({ sessionToken, expires: next });
      }
      return next;
    },

    end: async (token) => adapter.deleteSession(token),

    store: (cookies, { sessionToken, expires }) =>
      storeSession(cookies, cookie, sessionToken, expires).map(setCookieText),

    forget: (cookies) => expireSession(cookies, cookie).map(setCookieText),
  };
}
