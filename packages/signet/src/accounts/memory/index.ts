import type {
  Accounts,
  Authenticator,
  Authenticators,
  OneTimeToken,
  OneTimeTokens,
  User,
  Users,
} from "../contract.ts";
import { ends } from "./ends.ts";

/**
 * Keeps accounts in the memory of the process, for tests and first steps. A restart loses them.
 *
 * @example
 * ```ts
 * import { memoryAccounts } from "signet-auth/accounts";
 *
 * const accounts = memoryAccounts();
 * ```
 */
export function memoryAccounts(): Accounts {
  const authenticators = new Map<string, Authenticator>();
  return {
    users: usersIn(new Map(), (id) => {
      for (const [key, one] of authenticators) if (one.userId === id) authenticators.delete(key);
    }),
    authenticators: authenticatorsIn(authenticators),
    oneTime: oneTimeIn(new Map()),
  };
}

function usersIn(users: Map<string, User>, forget: (id: string) => void): Users {
  const owner = (email: string | null) =>
    email === null ? undefined : [...users.values()].find((user) => user.email === email);
  return {
    find: async (id) => users.get(id) ?? null,

    findByEmail: async (email) => owner(email) ?? null,

    async create(user) {
      if (owner(user.email) !== undefined) return "taken";
      const created = { ...user, id: crypto.randomUUID() };
      users.set(created.id, created);
      return created;
    },

    async update(id, change, ifEmail) {
      const user = users.get(id);
      if (user === undefined || (ifEmail !== undefined && user.email !== ifEmail)) return null;
      const other = owner(change.email ?? null);
      if (other !== undefined && other.id !== id) return "taken";
      const changed = { ...user, ...change };
      users.set(id, changed);
      return changed;
    },

    async remove(id) {
      forget(id);
      return users.delete(id);
    },
  };
}

function authenticatorsIn(all: Map<string, Authenticator>): Authenticators {
  const keyOf = (kind: string, id: string) => JSON.stringify([kind, id]);
  const of = (userId: string) => [...all.values()].filter((one) => one.userId === userId);
  const add = (one: Omit<Authenticator, "version" | "usedAt">) => {
    const key = keyOf(one.kind, one.id);
    if (all.has(key)) return false;
    all.set(key, { ...one, version: 0, usedAt: null });
    return true;
  };
  const removeKinds = (userId: string, kinds: readonly string[] | null) => {
    const gone = of(userId).filter((one) => kinds === null || kinds.includes(one.kind));
    for (const { kind, id } of gone) all.delete(keyOf(kind, id));
    return gone.length;
  };
  return {
    find: async (kind, id) => all.get(keyOf(kind, id)) ?? null,

    list: async (userId) => of(userId).sort((a, b) => a.createdAt - b.createdAt),

    add: async (one) => add(one),

    async update(kind, id, { data, usedAt, ifVersion }) {
      const one = all.get(keyOf(kind, id));
      if (one === undefined || one.version !== ifVersion) return false;
      all.set(keyOf(kind, id), { ...one, data, usedAt, version: ifVersion + 1 });
      return true;
    },

    async remove({ kind, id, userId }, keepOneOf) {
      const key = keyOf(kind, id);
      if (all.get(key)?.userId !== userId) return "missing";
      if (keepOneOf !== null) {
        const others = keepOneOf.map((one) => keyOf(one.kind, one.id)).filter((one) => one !== key);
        if (!others.some((one) => all.get(one)?.userId === userId)) return "last";
      }
      all.delete(key);
      return "removed";
    },

    async replace(userId, kind, others) {
      const before = new Map(all);
      removeKinds(userId, [kind]);
      if (others.every(add)) return;
      all.clear();
      for (const [key, one] of before) all.set(key, one);
      throw new Error(
        "Another authenticator has the kind and id of one of the new authenticators.",
      );
    },

    removeAll: async (userId, kinds) => removeKinds(userId, kinds),
  };
}

function oneTimeIn(tokens: Map<string, { token: OneTimeToken; attempts: number }>): OneTimeTokens {
  const order = ends();
  const live = (id: string, now: number) => {
    const found = tokens.get(id);
    return found !== undefined && found.token.expiresAt > now ? found : null;
  };
  return {
    async put(token, now) {
      // A look at all tokens for each new one would let many sign-ins make each other slow.
      for (let end = order.takeUntil(now); end !== null; end = order.takeUntil(now)) {
        // The id may have got a new token after a use.
        if (tokens.get(end.id)?.token.expiresAt === end.at) tokens.delete(end.id);
      }
      if (live(token.id, now) !== null) return false;
      tokens.set(token.id, { token, attempts: 0 });
      order.add({ id: token.id, at: token.expiresAt });
      return true;
    },

    find: async (id, now) => live(id, now)?.token ?? null,

    async take(id, now) {
      const found = live(id, now);
      if (found !== null) tokens.delete(id);
      return found?.token ?? null;
    },

    async countAttempt(id, now) {
      const found = live(id, now);
      if (found === null) return null;
      found.attempts += 1;
      return found.attempts;
    },

    list: async (purpose, group, now) =>
      [...tokens.values()]
        .map(({ token }) => token)
        .filter((one) => one.purpose === purpose && one.group === group && one.expiresAt > now),

    async drop(purpose, group) {
      let dropped = 0;
      for (const [id, { token }] of tokens) {
        if (token.purpose !== purpose || token.group !== group) continue;
        tokens.delete(id);
        dropped += 1;
      }
      return dropped;
    },
  };
}
