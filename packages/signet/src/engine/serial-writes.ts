import { requestAfter } from "../http/follow-up-request.ts";
import { headerOf, isHeaders, type RequestSource } from "../http/request-source.ts";
import { keyedMutex } from "../keyed-mutex.ts";
import type { Engine, SignedIn } from "./api.ts";

/** A request after the answers to earlier writes. */
interface Left {
  /** The Cookie and Authorization headers. Another credential in the same object is another request. */
  readonly carried: string;
  readonly request: RequestSource;
}

/**
 * Wraps an engine so that the writes of one request run one after another, and each sees the cookies
 * that the writes before it have set. So
 * - two concurrent updates both take effect, also when the data is in the credential;
 * - an update after a sign-in changes the new session;
 * - after a sign-out there is no session to change or renew.
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

    async signIn(source, input, options) {
      // A plain object may stand for many requests. Then each sign-in would end the session before.
      if (!(source instanceof Request) && !isHeaders(source)) {
        return engine.signIn(source, input, options);
      }
      return take(source, (request) => engine.signIn(request, input, options), afterSignIn);
    },

    impersonate: (source, userId, input) =>
      take(source, (request) => engine.impersonate(request, userId, input), afterSignIn),

    async renew(source, reading) {
      if (reading.status !== "active" || !reading.renew) return engine.renew(source, reading);
      return take(source, (request) => engine.renew(request, reading), requestAfter);
    },

    update: (source, patch) =>
      take(source, (request) => engine.update(request, patch), afterUpdate),

    signOut: (source) =>
      take(
        source,
        (request) => engine.signOut(request),
        (request, setCookies) => requestAfter(request, setCookies, null),
      ),
  };
}

function afterSignIn(request: RequestSource, { setCookies }: SignedIn<object>): RequestSource {
  return requestAfter(request, setCookies, null);
}

/** A bearer client receives the new credential itself, and no cookie. */
function afterUpdate(
  request: RequestSource,
  { credential, setCookies }: SignedIn<object>,
): RequestSource {
  return setCookies.length === 0
    ? requestAfter(request, [], `Bearer ${credential}`)
    : requestAfter(request, setCookies);
}
