import type { Engine } from "../engine/api.ts";
import { notSignedIn, SignetError } from "../errors.ts";
import { requestAfter } from "../http/follow-up-request.ts";
import { returnPath } from "../http/return-path.ts";
import type { Session } from "../session/types.ts";
import type { Fields } from "../sign-in/contract/operation.ts";
import type { SignInMethods } from "../sign-in/method.ts";
import type { ServiceRequest, ServiceResult, SignInService } from "../sign-in/service-contract.ts";
import type { AuthSignIn, SignInCallOptions } from "./auth-sign-in.ts";
import { returnToParameter } from "./current-page.ts";
import { isPagesContext, type PagesContext } from "./pages-router/context.ts";
import { pagesReturnTo } from "./pages-router/return-to.ts";
import type { RequestAccess } from "./request-access.ts";
import { requireAwait } from "./require-await.ts";
import { write } from "./writes.ts";

/** The members of `auth` for sign-in methods, without the types of one application. */
export type SignInCalls = Readonly<Record<keyof AuthSignIn<never, SignInMethods>, unknown>>;

type Asked = Pick<ServiceRequest, "method" | "operation" | "intent">;

/**
 * Creates the server functions of sign-in.
 *
 * @param names the names of the methods.
 */
export function signInCalls(
  engine: () => Pick<Engine<object, never>, "signOut">,
  service: () => SignInService,
  names: readonly string[],
  session: (context?: PagesContext) => Promise<Session<object> | null>,
): SignInCalls {
  /** Sets the cookies of a result. Ends a new session when no cookie can be set. */
  async function deliver(access: RequestAccess, { outcome, setCookies }: ServiceResult) {
    try {
      await access.setCookies(setCookies);
    } catch (error) {
      if (outcome.status === "signed-in") {
        await engine().signOut(requestAfter(await access.request(), setCookies));
      }
      throw error;
    }
    return outcome;
  }

  const run = write(
    async (
      access,
      [asked, input, { returnTo, persistent, lifetime, ...context }]: [
        Asked,
        object,
        SignInCallOptions,
      ],
    ) => {
      const fields = fieldsOf(input);
      const request = await access.request();
      const from = isPagesContext(context)
        ? pagesReturnTo(context, "/")
        : returnToParameter(request, "/");
      const given = typeof fields["returnTo"] === "string" ? fields["returnTo"] : from;
      const path = returnPath(returnTo ?? given);
      return deliver(
        access,
        await service().run({
          ...{ ...asked, request, input: fields, path: "", returnTo: path },
          terms: { persistent, lifetime },
        }),
      );
    },
  );
  const call = async (asked: Asked, input: object = {}, options: SignInCallOptions = {}) => {
    checkNames(options);
    return run([asked, input, options], isPagesContext(options) ? options : undefined);
  };

  const change = write(
    async (
      access,
      task: (service: SignInService, access: RequestAccess) => Promise<ServiceResult>,
    ) => deliver(access, await task(service(), access)),
  );

  async function userId(context?: PagesContext): Promise<string> {
    const current = await session(context);
    if (current === null) throw notSignedIn();
    return current.userId;
  }

  return {
    signInWith: requireAwait(
      "auth.signInWith()",
      (method: string, input?: object, options?: SignInCallOptions) =>
        call({ method, operation: "signIn", intent: "sign-in" }, input, options),
    ),

    methods: Object.fromEntries(names.map((method) => [method, callsOf(service, method, call)])),

    account: {
      user: requireAwait("auth.account.user()", async (context?: PagesContext) =>
        service().user(await userId(context)),
      ),
      authenticators: requireAwait(
        "auth.account.authenticators()",
        async (context?: PagesContext) => service().list(await userId(context)),
      ),
      link: requireAwait(
        "auth.account.link()",
        (method: string, input?: object, options?: SignInCallOptions) =>
          call({ method, operation: "signIn", intent: "link" }, input, options),
      ),
      unlink: requireAwait(
        "auth.account.unlink()",
        ({ kind, id }: { readonly kind: string; readonly id: string }, context?: PagesContext) =>
          change(
            async (running, access) => running.unlink(await access.request(), kind, id),
            context,
          ),
      ),
      remove: requireAwait("auth.account.remove()", (context?: PagesContext) =>
        change(async (running, access) => running.removeUser(await access.request()), context),
      ),
    },
  };
}

const OPTIONS = ["returnTo", "persistent", "lifetime"];

/** Refuses a misspelled option: a misspelled `persistent` would leave a cookie on a device that others use. */
function checkNames(options: object): void {
  if (isPagesContext(options)) return;
  const unknown = Object.keys(options).find((name) => !OPTIONS.includes(name));
  if (unknown === undefined) return;
  throw new SignetError(
    "invalid-input",
    `${unknown} is not an option of a sign-in call. The options are ${OPTIONS.join(", ")}, and in the Pages Router also req and res.`,
  );
}

/** Operations that a provider calls, and that no code of the application should. */
const OF_PROVIDERS = ["callback", "backchannelLogout"];

/** Returns the operations of a method as functions. A name that is no operation gives `undefined`. */
function callsOf(
  service: () => SignInService,
  method: string,
  call: (asked: Asked, input?: object, options?: SignInCallOptions) => Promise<unknown>,
): object {
  return new Proxy(
    {},
    {
      get(_, operation) {
        if (typeof operation !== "string" || OF_PROVIDERS.includes(operation)) return undefined;
        if (service().knows(method, operation) === false) return undefined;
        return requireAwait(
          `auth.methods.${method}.${operation}()`,
          (input?: object, options?: SignInCallOptions) =>
            call({ method, operation, intent: "sign-in" }, input, options),
        );
      },
    },
  );
}

/** Returns the fields of a form; of a repeated field the first value. Files are left out. */
function fieldsOf(input: object): Fields {
  if (!(input instanceof FormData)) return { ...input };
  const texts = [...input].filter(([, value]) => typeof value === "string");
  return Object.fromEntries(texts.toReversed());
}

/** Creates the error for a use of sign-in methods without the option `signIn`. */
export function noMethods(): SignetError {
  return new SignetError(
    "not-supported",
    "createAuth has no sign-in methods. Set the options signIn and accounts, such as signIn: { password: password() } and accounts: memoryAccounts().",
  );
}
