import { SignetError } from "../../errors.ts";
import type {
  Accounts,
  Authenticator,
  Authenticators,
  NewUser,
  OneTimeTokens,
  SignUpIdentity,
  User,
  Users,
} from "../contract.ts";
import { memoryAccounts } from "../memory/index.ts";

/** A user who signs up at a provider. `email` may be unverified: see `emailVerified`. */
export interface ProviderProfile
  extends SignUpIdentity,
    Pick<NewUser, "name" | "image" | "createdAt"> {}

/** What a user is found by. */
export type UserKey =
  | { readonly id: string }
  | { readonly issuer: string; readonly subject: string };

/** How an application finds and creates users in its own table. */
export interface AccountCallbacks<U extends User = User> {
  /**
   * Returns a user by id, or by the issuer and the subject that `create` has stored. Compare both character
   * by character: MySQL ignores case and accents by default, and would find the user of another subject.
   */
  readonly find: (by: UserKey) => Promise<U | null>;
  /**
   * Stores a user with `issuer` and `subject`, and returns it. Give both together a unique index, because
   * two first sign-ins of one person may run at the same time. Returns `"taken"` if another user has the
   * address: then the sign-in is refused (`link-needed`). To join that user instead is safe only if both
   * sides have verified the address: `emailVerified` here, and your own table.
   */
  readonly create: (profile: ProviderProfile) => Promise<U | "taken">;
  /**
   * Keeps the marks of used transactions. Default: the memory of the process. With several servers give
   * the tokens of a store, such as `sqliteAccounts(path, { users }).oneTime`.
   */
  readonly oneTime?: OneTimeTokens;
}

/**
 * Returns accounts on two functions of an application, for sign-in with OAuth and OpenID Connect only. The
 * application keeps the users with their identities.
 *
 * Operations for passwords, passkeys, codes, linking and removal throw `not-supported`. Marks of used
 * transactions are kept in the memory of the process, unless you give `oneTime`.
 *
 * @example
 * ```ts
 * import { callbackAccounts, type User } from "signet-auth/accounts";
 * declare const table: {
 *   byId(id: string): Promise<User | null>;
 *   byIdentity(issuer: string, subject: string): Promise<User | null>;
 *   insert(user: object): Promise<User>;
 * };
 *
 * const accounts = callbackAccounts({
 *   find: (by) => ("id" in by ? table.byId(by.id) : table.byIdentity(by.issuer, by.subject)),
 *   create: (profile) => table.insert(profile),
 * });
 * ```
 */
export function callbackAccounts<U extends User>({
  find,
  create,
  oneTime = memoryAccounts().oneTime,
}: AccountCallbacks<U>): Accounts<U> {
  return {
    users: usersOn(find, create),
    authenticators: identitiesOn(find),
    oneTime,
  };
}

type Find<U extends User> = AccountCallbacks<U>["find"];

function usersOn<U extends User>(find: Find<U>, create: AccountCallbacks<U>["create"]): Users<U> {
  return {
    find: (id) => find({ id }),
    // The application decides in `create` about a user with the same address.
    findByEmail: async () => null,
    async create({ name, image, createdAt }, identity) {
      if (identity === undefined) throw notSupported("A sign-up without a provider");
      return create({ name, image, createdAt, ...identity });
    },
    async update(_id, _change, ifEmail) {
      // A sign-up adds an unverified address to a user without one. `create` got the address.
      if (ifEmail === null) return null;
      throw notSupported("Changing a user");
    },
    remove: refuse("Removing a user"),
  };
}

function identitiesOn<U extends User>(find: Find<U>): Authenticators {
  async function identityAt(id: string): Promise<Authenticator | null> {
    const identity = parseIdentity(id);
    const user = identity === null ? null : await find(identity);
    if (user === null) return null;
    const { id: userId, createdAt } = user;
    return { kind: "identity", id, userId, data: "{}", version: 0, createdAt, usedAt: null };
  }

  return {
    async find(kind, id) {
      if (kind !== "identity") throw notSupported(`Finding a ${kind}`);
      return identityAt(id);
    },

    // There are no second factors, and the identities are in the table of the application.
    list: async () => [],

    async add({ kind, id, userId }) {
      if (kind !== "identity") throw notSupported(`Adding a ${kind}`);
      const found = await identityAt(id);
      if (found?.userId === userId) return true;
      if (found !== null) return false;
      throw notSupported(
        "Adding an identity to a user that exists (or `create` did not store issuer and subject)",
      );
    },

    async update(kind, id, { data }) {
      if (kind !== "identity") throw notSupported(`Changing a ${kind}`);
      if ("tokens" in Object(JSON.parse(data))) throw notSupported("Keeping provider tokens");
      return (await identityAt(id)) !== null;
    },

    remove: refuse("Removing an authenticator"),
    replace: refuse("Replacing authenticators"),
    removeAll: refuse("Removing authenticators"),
  };
}

function parseIdentity(id: string): UserKey | null {
  const [issuer, subject]: unknown[] = listIn(id);
  return typeof issuer === "string" && typeof subject === "string" ? { issuer, subject } : null;
}

/** Returns the list in the id of an identity; an empty one for another text. */
function listIn(id: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(id);
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}

function refuse(operation: string): () => Promise<never> {
  return async () => {
    throw notSupported(operation);
  };
}

function notSupported(operation: string): SignetError {
  return new SignetError(
    "not-supported",
    `${operation} is not possible with callbackAccounts(), which only finds and creates users. Use sqliteAccounts(path, { users }) or postgresAccounts(url, { users }), which keep authenticators for the users of your table.`,
  );
}
