import type { Adapter } from "../adapters.ts";
import type { LoggerInstance } from "../types.ts";

/** All methods of an adapter. A missing one throws at the call. */
export type GuardedAdapter = Omit<Required<Adapter>, "useVerificationToken"> & {
  /** `useVerificationToken` of the adapter. The linter takes a name with "use" for a hook of React. */
  takeVerificationToken: Required<Adapter>["useVerificationToken"];
};

/** Creates an error of an adapter. Its name is that of next-auth 4, such as `CreateUserError`. */
function adapterError(method: string, cause: unknown): Error {
  const { message, code } = Object(cause);
  const error = new Error(typeof message === "string" ? message : String(cause), { cause });
  const name = `${method.charAt(0).toUpperCase()}${method.slice(1)}Error`;
  return Object.assign(error, { name, code });
}

/** Returns the methods of an adapter, which log their errors as next-auth 4 does. */
export function guarded(adapter: Adapter, { error, debug }: LoggerInstance): GuardedAdapter {
  const call = async (name: keyof Adapter, ...args: unknown[]): Promise<never> => {
    try {
      debug(`adapter_${name}`, { args: args.length });
      const method: ((...args: never[]) => unknown) | undefined = adapter[name];
      if (method === undefined) throw new TypeError(`The adapter has no method ${name}.`);
      // Each method below passes its own parameters on.
      return (await method.apply(adapter, args as never[])) as never;
    } catch (cause) {
      error(`adapter_error_${name}`, cause instanceof Error ? cause : new Error(String(cause)));
      throw adapterError(name, cause);
    }
  };
  const find: GuardedAdapter["getUserByEmail"] = (email) => call("getUserByEmail", email);
  return {
    createUser: (user) => call("createUser", user),
    getUser: (id) => call("getUser", id),
    async getUserByEmail(email) {
      const user = await find(email);
      return user && isOtherAddress(user.email, email) ? null : user;
    },
    getUserByAccount: (account) => call("getUserByAccount", account),
    updateUser: (user) => call("updateUser", user),
    deleteUser: (id) => call("deleteUser", id),
    linkAccount: (account) => call("linkAccount", account),
    unlinkAccount: (account) => call("unlinkAccount", account),
    createSession: (session) => call("createSession", session),
    getSessionAndUser: (token) => call("getSessionAndUser", token),
    updateSession: (session) => call("updateSession", session),
    deleteSession: (token) => call("deleteSession", token),
    createVerificationToken: (token) => call("createVerificationToken", token),
    takeVerificationToken: (params) => call("useVerificationToken", params),
  };
}

/**
 * Checks whether a found user has another address than the one that was looked up. A database may compare
 * texts without accents, as MySQL does by default. Then the owner of one address would be signed in as the
 * user of another one (CVE-2026-134314). Capital letters do not count.
 */
function isOtherAddress(found: unknown, email: string): boolean {
  const plain = (text: string) => text.normalize("NFKC").toLowerCase();
  return typeof found === "string" && plain(found) !== plain(email);
}
