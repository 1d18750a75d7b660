import type { User } from "../../accounts/contract.ts";
import { answerer } from "../endpoints/index.ts";
import type { ServiceSetting, SignInService } from "../service-contract.ts";
import { listAuthenticators, removeUser, unlink } from "./account.ts";
import { observed } from "./observed.ts";
import { partsOf } from "./parts.ts";
import { operationOf, run } from "./run.ts";

/**
 * Creates the service that runs the methods of an application. `createAuth` calls it. A method of your own
 * names it in its member `service`.
 *
 * @example
 * ```ts
 * import { operation, proved, type SignInMethod, signInService } from "signet-auth/sign-in";
 * declare function userWithBadge(badge: unknown): Promise<string>;
 *
 * const signIn = operation<{ badge: string }>({
 *   access: "anyone",
 *   async run(_, { badge }) {
 *     const userId = await userWithBadge(badge);
 *     return proved({ kind: "user", userId }, { amr: ["hwk"], factors: 1 });
 *   },
 * });
 * const part = { kind: "badge", role: "first", authenticator: "badge", takes: () => true } as const;
 * export const badge: SignInMethod = { ...part, prepare: () => ({ signIn }), service: signInService };
 * ```
 */
export function signInService<U extends User>(setting: ServiceSetting<U>): SignInService {
  const parts = partsOf(setting);
  const { reporter, accounts } = parts;
  const service: Omit<SignInService, "answer"> = {
    knows(method, operation) {
      const found = operationOf(parts, method, operation);
      return found?.operation.isPage ? "page" : found !== null;
    },

    run: (request) => run(parts, request),

    list: (userId) => listAuthenticators(parts, userId),

    user: (userId) => accounts.users.find(userId),

    unlink: (request, kind, id) => unlink(parts, request, kind, id),

    removeUser: (request) => removeUser(parts, request),

    emit(event, request, session) {
      reporter.report(event, { request, method: null, session, now: setting.now() });
    },

    observed: (engine) => (setting.onEvent === null ? engine : observed(engine, service.emit)),
  };
  return { ...service, answer: answerer(service, setting) };
}
