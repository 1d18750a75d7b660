import { parseDuration } from "../duration.ts";
import { isUnsupported, notSignedIn } from "../errors.ts";
import { mayBeForged, refuseCrossSite, refusePrefetch, refuseUnmeant } from "../http/csrf.ts";
import type { RequestSource } from "../http/request-source.ts";
import { isSafeMethod } from "../http/sender.ts";
import { secondFactorAt } from "../session/assurance.ts";
import { acceptData, type DataSchema } from "../session/data.ts";
import { isRecent } from "../session/lifetime.ts";
import { readVerified, sessionFactsOf } from "../session/session.ts";
import type { Issued } from "../strategy/contract.ts";
import type { Engine, SignedIn } from "./api.ts";
import { beginOf } from "./begin.ts";
import type { Settings } from "./config.ts";
import { engineCookies } from "./cookies.ts";
import { endingsOf } from "./end-sessions.ts";
import { asImpersonation, impersonationInput } from "./impersonation.ts";
import { type Incoming, incomingFrom } from "./incoming.ts";
import { keepAliveOf } from "./keep-alive.ts";
import { readerOf } from "./read.ts";
import { renewOf } from "./renew.ts";
import { serialWrites } from "./serial-writes.ts";
import { sessionsOf } from "./sessions.ts";
import { newSession } from "./sign-in.ts";
import { liveSession, refuseConflict, refuseOutside, warnOfSafeMethod } from "./write-checks.ts";

/** Creates the engine, which reads, begins, renews, updates and ends sessions. */
export function createEngine<Input, Data extends object>(
  settings: Settings,
  schema: DataSchema<Input, Data>,
): Engine<Data, Input> {
  const { operations, lifetime, cookiePlaces, trustProxy, now } = settings;
  const incoming = (request: RequestSource) => incomingFrom(request, cookiePlaces);
  const { verify, read, metrics } = readerOf(settings, schema, incoming);
  const cookies = engineCookies(settings);
  const { presentedIn, end } = endingsOf(settings, cookies);
  const keepAlive = keepAliveOf<Data>(settings, incoming);

  /** Refuses a write that another site or a prefetch may have caused. */
  function intended(request: RequestSource, operation: string): Incoming {
    const from = incoming(request);
    refuseUnmeant(request, from.found, trustProxy);
    warnOfSafeMethod(request, operation);
    return from;
  }

  async function signedIn(from: Incoming, issued: Issued, at: number): Promise<SignedIn<Data>> {
    const facts = { facts: issued.facts, decidedBy: "store" } as const;
    const reading = await readVerified(facts, schema, lifetime, at);
    if (reading.status !== "active") throw new Error("A session was over when it was issued.");
    const setCookies = cookies.keep(from, issued, at);
    return { session: reading.session, credential: issued.credential, setCookies };
  }

  /** Refuses to begin a session for a request that another site may have caused. */
  function intendedToBegin(request: RequestSource, operation: string): Incoming {
    const from = intended(request, operation);
    refuseCrossSite(request, trustProxy);
    return from;
  }

  const begin = beginOf({ settings, verify, presentedIn, end, signedIn });

  return serialWrites({
    sessions: sessionsOf(settings, schema),

    read: (request, options) => read(request, options),

    metrics,

    async signIn(request, input, { begunHere = false, terms } = {}) {
      if (begunHere) refusePrefetch(request);
      const from = begunHere ? incoming(request) : intendedToBegin(request, "signIn");
      const at = now();
      return begin(from, at, () => newSession(request, input, schema, lifetime, at, terms));
    },

    async impersonate(request, userId, input) {
      const from = intendedToBegin(request, "impersonate");
      const at = now();
      // The store decides if there is one, so that an actor whose sessions were ended cannot begin.
      const freshly = isUnsupported(operations.directory) ? undefined : { fresh: true };
      const actor = liveSession(await read(request, freshly, from.found, at));
      const other = impersonationInput(actor, userId, input);
      return begin(from, at, async () => {
        const session = await newSession(request, other, schema, lifetime, at);
        return asImpersonation(session, actor, lifetime);
      });
    },

    renew: renewOf({ settings, incoming, keepAlive, cookies }),

    keepAlive,

    async update(request, patch) {
      const from = intended(request, "update");
      const { found } = from;
      const at = now();
      const session = liveSession(await read(request, undefined, found, at));
      if (found.kind !== "one") throw notSignedIn();
      if (found.via === "cookie") refuseOutside(from, trustProxy);
      const change = (data: unknown) => acceptData(schema, { ...Object(data), ...patch });
      const issued = await operations.update(sessionFactsOf(session), found, change, at);
      if (issued === null) throw notSignedIn();
      const updated = await signedIn(from, issued, at);
      return found.via === "bearer" ? { ...updated, setCookies: [] } : updated;
    },

    async signOut(request) {
      const from = intended(request, "signOut");
      const { found } = from;
      const at = now();
      const verified = await verify(found, at);
      refuseConflict(verified);
      const endings = await presentedIn(from, verified, at);
      if (found.kind !== "one") return [];
      const tombstones = await end(from, endings, at);
      return found.via === "bearer" ? [] : [...cookies.forget(from), ...tombstones];
    },

    isProvedWithin(session, within, factor) {
      const longest = parseDuration(within, "within");
      const at = factor === 2 ? secondFactorAt(session) : session.authenticatedAt;
      return at !== null && isRecent(at.getTime(), longest, now());
    },

    isForged: (request, method) =>
      !isSafeMethod(method) && mayBeForged(request, incoming(request).found, trustProxy),

    refuseUnmeant: (request) => refuseUnmeant(request, incoming(request).found, trustProxy),
  });
}
