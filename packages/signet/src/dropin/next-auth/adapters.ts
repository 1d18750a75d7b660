/** `signet-auth/next-auth/adapters`: the types of adapters. */
import type { Account } from "./account-types.ts";
import type { Awaitable } from "./awaitable.ts";
import type { User } from "./session-types.ts";
import type { Unchecked } from "./unchecked.ts";

/** A user of a database. */
export interface AdapterUser extends User {
  id: string;
  email: string;
  /** When the user proved to read the mails of the address. `null`: not yet. */
  emailVerified: Date | null;
}

/** An account of a user at a provider. */
export interface AdapterAccount extends Account {
  userId: string;
}

export interface AdapterSession {
  /** The random text in the session cookie. */
  sessionToken: string;
  userId: string;
  expires: Date;
}

/** The token of a link in an e-mail. */
export interface VerificationToken {
  identifier: string;
  expires: Date;
  /** The SHA-256 hash of the token and the secret; hexadecimal. */
  token: string;
}

/** An account by the ids that the provider gave. */
export type ProviderAccount = Pick<AdapterAccount, "provider" | "providerAccountId">;

/**
 * The users, accounts and sessions of a database, as next-auth 4 defines them. Adapters for next-auth 4
 * fit, also those of `@auth/*-adapter`.
 */
export interface Adapter {
  createUser?(user: Omit<AdapterUser, "id">): Awaitable<AdapterUser>;
  getUser?(id: string): Awaitable<AdapterUser | null>;
  getUserByEmail?(email: string): Awaitable<AdapterUser | null>;
  getUserByAccount?(account: ProviderAccount): Awaitable<AdapterUser | null>;
  updateUser?(user: Partial<AdapterUser> & Pick<AdapterUser, "id">): Awaitable<AdapterUser>;
  /** Not called. */
  deleteUser?(userId: string): Awaitable<unknown>;
  /** The account is an {@link AdapterAccount}. Adapters of `@auth/core` declare another type. */
  linkAccount?(account: Unchecked): Awaitable<unknown>;
  /** Not called. */
  unlinkAccount?(account: Unchecked): Awaitable<unknown>;
  createSession?(session: AdapterSession): Awaitable<AdapterSession>;
  getSessionAndUser?(
    sessionToken: string,
  ): Awaitable<{ session: AdapterSession; user: AdapterUser } | null>;
  updateSession?(
    session: Partial<AdapterSession> & Pick<AdapterSession, "sessionToken">,
  ): Awaitable<AdapterSession | null | undefined>;
  /** Deletes a session. Return it, so that the event `signOut` can show it. */
  deleteSession?(sessionToken: string): Awaitable<Unchecked>;
  createVerificationToken?(
    token: VerificationToken,
  ): Awaitable<VerificationToken | null | undefined>;
  /** Returns a token and deletes it in one step, so that it is used once. */
  useVerificationToken?(params: {
    identifier: string;
    token: string;
  }): Awaitable<VerificationToken | null>;
}
