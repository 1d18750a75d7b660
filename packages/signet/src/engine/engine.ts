import { parseDuration } from "../duration.ts";
import { notSignedIn, StoreUnavailableError } from "../errors.ts";
import { mayBeForged, refuseCrossSite, refuseUnmeant } from "../http/csrf.ts";
import type { RequestSource } from "../http/request-source.ts";
import { isSafeMethod } from "../http/sender.ts";
import { acceptData, type DataSchema } from "../session/data.ts";
import { isRecentlyAuthenticated } from "../session/lifetime.ts";
import { readVerified, sessionFactsOf } from "../session/session.ts";
import type { Issued } from "../strategy/contract.ts";
import type { Engine, SignedIn } from "./api.ts";
import type { Settings } from "./config.ts";
import { engineCookies } from "./cookies.ts";
import { endingsOf } from "./end-sessions.ts";
import { type Incoming, incomingFrom } from "./incoming.ts";
import { keepAliveOf } from "./keep-alive.ts";
import { readerOf } from "./read.ts";
import { renewOf } from "./renew.ts";
import { serialWrites } from "./serial-writes.ts";
import { sessionsOf } from "./sessions.ts";
import { newSession } from "./sign-in.ts";
import {
  outsideDomainError,
  refuseConflict,
  refuseInsecure,
  warnOfSafeMethod,
} from "./write-checks.ts";

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

  /** Refuses to set a cookie that the browser would drop, because the host is outside of its domain. */
  function refuseOutside(from: Incoming): void {
    const error = outsideDomainError(from, trustProxy);
    if (error !== null) throw error;
  }

  async function signedIn(from: Incoming, issued: Issued, at: number): Promise<SignedIn<Data>> {
    const facts = { facts: issued.facts, decidedBy: "store" } as const;
    const reading = await readVerified(facts, schema, lifetime, at);
    if (reading.status !== "active") throw new Error("A session was over when it was issued.");
    const setCookies = cookies.keep(from, issued, at);
    return { session: reading.session, credential: issued.credential, setCookies };
  }

  return serialWrites({
    sessions: sessionsOf(settings, schema),

    read: (request, options) => read(request, options),

    metrics,

    async signIn(request, input) {
      const from = intended(request, "signIn");
      refuseCrossSite(request, trustProxy);
      refuseInsecure(from);
      refuseOutside(from);
      const at = now();
      // A verified session is ended even when today's policy or schema would refuse it.
      const before = await verify(from.found, at);
      const endings = await presentedIn(from, before, at);
      const old = before?.status === "verified" ? before.facts : null;
      const session = await newSession(request, input, schema, lifetime);
      const issued = await operations.issue(session, old, at);
      const begun = await signedIn(from, issued, at);
      const tombstones = await end(from, endings, at);
      return { ...begun, setCookies: [...begun.setCookies, ...tombstones] };
    },

    renew: renewOf({ settings, incoming, keepAlive, cookies }),

    keepAlive,

    async update(request, patch) {
      const from = intended(request, "update");
      const { found } = from;
      const at = now();
      const reading = await read(request, undefined, found, at);
      if (reading.status === "unavailable") throw new StoreUnavailableError(reading.cause);
      refuseConflict(reading);
      if (reading.status !== "active" || found.kind !== "one") throw notSignedIn();
      if (found.via === "cookie") refuseOutside(from);
      const change = (data: unknown) => acceptData(schema, { ...Object(data), ...patch });
      const issued = await operations.update(sessionFactsOf(reading.session), found, change, at);
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

    isProvedWithin: (session, within) =>
      isRecentlyAuthenticated(sessionFactsOf(session), parseDuration(within, "within"), now()),

    isForged: (request, method) =>
      !isSafeMethod(method) && mayBeForged(request, incoming(request).found, trustProxy),

    refuseUnmeant: (request) => refuseUnmeant(request, incoming(request).found, trustProxy),
  });
}
