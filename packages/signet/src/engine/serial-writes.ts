import { answered } from "../http/answered.ts";
import { headerOf, isHeaders, type RequestSource } from "../http/source.ts";
import { keyedMutex } from "../keyed-mutex.ts";
import type { Engine, SignedIn } from "./api.ts";

/** What earlier answers to a request have changed about it. */
interface Left {
  /** What the request carries; another credential in the same object is another request. */
  readonly carried: string;
  readonly request: RequestSource;
}

/**
 * An engine whose writes to one request take turns, each on what those before it have left. So of two
 * updates at once both survive where the data is in the credential alone, an update after signing in
 * changes the new session, and after signing out there is none to change or renew.
 */
export function serialWrites<Data extends object, Input>(
  engine: Engine<Data, Input>,
): Engine<Data, Input> {
  const inOrder = keyedMutex<object>();
  const known = new WeakMap<object, Left>();

  async function take<Answer>(
    source: RequestSource,
    write: (request: RequestSource) => Promise<Answer>,
    leave: (request: RequestSource, answer: Answer) => RequestSource,
  ): Promise<Answer> {
    const key = source instanceof Request ? source.headers : source;
    return inOrder(key, async () => {
      const carried = `${headerOf(source, "cookie")}\n${headerOf(source, "authorization")}`;
      const left = known.get(key);
      const request = left?.carried === carried ? left.request : source;
      const answer = await write(request);
      known.set(key, { carried, request: leave(request, answer) });
      return answer;
    });
  }

  return {
    ...engine,

    async signIn(source, input) {
      // A plain object may stand for many requests, and each sign-in would end the one before.
      if (!(source instanceof Request) && !isHeaders(source)) return engine.signIn(source, input);
      return take(
        source,
        (request) => engine.signIn(request, input),
        (request, { setCookies }) => answered(request, setCookies, null),
      );
    },

    async renew(source, reading) {
      if (reading.status !== "active" || !reading.renew) return engine.renew(source, reading);
      return take(source, (request) => engine.renew(request, reading), answered);
    },

    update: (source, patch) =>
      take(source, (request) => engine.update(request, patch), afterUpdate),

    signOut: (source) =>
      take(
        source,
        (request) => engine.signOut(request),
        (request, setCookies) => answered(request, setCookies, null),
      ),
  };
}

/** A bearer client has its new credential in hand, and gets no cookie. */
function afterUpdate(
  request: RequestSource,
  { credential, setCookies }: SignedIn<object>,
): RequestSource {
  return setCookies.length === 0
    ? answered(request, [], `Bearer ${credential}`)
    : answered(request, setCookies);
}
