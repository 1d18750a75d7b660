import type { Engine, SignedIn } from "../engine/api.ts";
import type { ImpersonateInput, SignInInput } from "../engine/sign-in.ts";
import type { Session } from "../session/types.ts";
import { withForbiddenDigest } from "./forbidden-digest.ts";
import { isPagesContext, type PagesContext } from "./pages-router/context.ts";
import { exchangeOf } from "./pages-router/exchange.ts";
import { appRequest, type RequestAccess } from "./request-access.ts";

/** A write for the current request of the App Router, or for a context of the Pages Router. */
type Write<Input, Result> = (input: Input, context?: PagesContext) => Promise<Result>;

interface Writes<Data, Input> {
  readonly signIn: Write<SignInInput<Input>, Session<Data>>;
  readonly impersonate: (
    userId: string,
    input: ImpersonateInput<Input> | undefined,
    context?: PagesContext,
  ) => Promise<Session<Data>>;
  readonly update: Write<Partial<Input & object>, Session<Data>>;
  readonly signOut: (context?: PagesContext) => Promise<void>;
  /** Throws for a request that another site or a prefetch may have caused. */
  readonly refuseUnmeant: (context?: PagesContext) => Promise<void>;
}

/** Creates the writes of `auth`. The writes of one request run one after another. */
export function writesOf<Data extends object, Input>(
  engine: () => Engine<Data, Input>,
): Writes<Data, Input> {
  const signOut = write(async ({ request, setCookies }, _: null) =>
    setCookies(await engine().signOut(await request())),
  );
  const impersonate = write(
    async (access, [userId, input]: [string, ImpersonateInput<Input> | undefined]) =>
      deliver(access, await engine().impersonate(await access.request(), userId, input)),
  );

  /** Sets the cookies of a new session, and ends the session when no cookie can be set. */
  async function deliver({ setCookies }: RequestAccess, signedIn: SignedIn<Data>) {
    try {
      await setCookies(signedIn.setCookies);
    } catch (error) {
      await engine().signOut({ authorization: `Bearer ${signedIn.credential}` });
      throw error;
    }
    return signedIn.session;
  }

  return {
    signIn: write(async (access, input: SignInInput<Input>) =>
      deliver(access, await engine().signIn(await access.request(), input)),
    ),

    impersonate: (userId, input, context) => impersonate([userId, input], context),

    update: write(async ({ request, setCookies }, patch: Partial<Input & object>) => {
      const updated = await engine().update(await request(), patch);
      await setCookies(updated.setCookies);
      return updated.session;
    }),

    signOut: (context?: PagesContext) => signOut(null, context),

    refuseUnmeant: withForbiddenDigest(async (context?: PagesContext) =>
      engine().refuseUnmeant(await accessTo(context).request()),
    ),
  };
}

export function write<Input, Result>(
  change: (access: RequestAccess, input: Input) => Promise<Result>,
): Write<Input, Result> {
  return withForbiddenDigest((input: Input, context?: PagesContext) => {
    const access = accessTo(context);
    return access.serialize(() => change(access, input));
  });
}

function accessTo(context: PagesContext | undefined): RequestAccess {
  return isPagesContext(context) ? exchangeOf(context) : appRequest;
}
