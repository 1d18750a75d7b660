import { parseDuration } from "../duration.ts";
import { notSignedIn, StoreUnavailableError } from "../errors.ts";
import { setCookie } from "../http/cookies.ts";
import type { CredentialFound } from "../http/credential.ts";
import { mayBeForged, refuseCrossSite, refuseUnmeant } from "../http/forgery.ts";
import { isSafeMethod } from "../http/origin.ts";
import { type CookiePlace, forgetSession, keepSession } from "../http/session-cookies.ts";
import { siteOf } from "../http/site.ts";
import type { RequestSource } from "../http/source.ts";
import { acceptData, type DataSchema } from "../session/data.ts";
import { isProvedWithin } from "../session/lifetime.ts";
import { factsOf, readProven } from "../session/session.ts";
import type { SessionFacts } from "../session/types.ts";
import type { Issued, Presented } from "../strategy/contract.ts";
import type { Engine, SignedIn } from "./api.ts";
import type { Settings } from "./config.ts";
import { cookieEndOf, keepAliveOf } from "./keep-alive.ts";
import { readerOf, stalenessOf } from "./read.ts";
import { renewOf } from "./renew.ts";
import { inTurns } from "./serial-writes.ts";
import { sessionsOf } from "./sessions.ts";
import { newSession } from "./sign-in.ts";
import { adviseAgainstSafeMethods, refuseConflict, refuseInsecure } from "./write-checks.ts";

/** Reads, begins, renews and ends sessions. ARCHITECTURE.md tells a request's way through it. */
export function createEngine<Input, Data extends object>(
  settings: Settings,
  schema: DataSchema<Input, Data>,
): Engine<Data, Input> {
  const { operations, lifetime, cookieNames, trustProxy, now } = settings;

  const { find, prove, read, metrics } = readerOf(settings, schema);

  const keepAlive = keepAliveOf<Data>(settings, find);

  function placeOf(request: RequestSource): CookiePlace {
    const site = siteOf(request);
    return { request, site, names: cookieNames(site), chunked: operations.chunked };
  }

  function cookiesFor(request: RequestSource, issued: Issued, at: number): string[] {
    const content = { value: issued.credential, expiresAt: cookieEndOf(settings, issued.facts) };
    return keepSession(placeOf(request), content, at);
  }

  /** What a request presents that is about to write, unless nobody may have meant it to. */
  function meant(request: RequestSource, operation: string): CredentialFound {
    const found = find(request);
    refuseUnmeant(request, found, trustProxy);
    adviseAgainstSafeMethods(request, operation);
    return found;
  }

  /** Ends a session; returns what keeps a late response from bringing it back. */
  async function end(
    request: RequestSource,
    presented: Presented,
    facts: SessionFacts,
    at: number,
  ): Promise<string[]> {
    const site = siteOf(request);
    const tombstone = await operations.revoke(facts, presented, at);
    return tombstone === null ? [] : [setCookie(cookieNames(site).tombstone, tombstone, site, at)];
  }

  async function handOut(
    request: RequestSource,
    issued: Issued,
    at: number,
  ): Promise<SignedIn<Data>> {
    const proven = { facts: issued.facts, decidedBy: "store" } as const;
    const reading = await readProven(proven, schema, lifetime, at);
    if (reading.status !== "active") throw new Error("A session was over when it was issued.");
    const setCookies = cookiesFor(request, issued, at);
    return { session: reading.session, credential: issued.credential, setCookies };
  }

  return inTurns({
    sessions: sessionsOf(settings, schema),

    read: async (request, options) =>
      read(find(request), now(), options === undefined ? null : stalenessOf(options, settings)),

    metrics,

    async signIn(request, input) {
      const found = meant(request, "signIn");
      refuseCrossSite(request, trustProxy);
      refuseInsecure(request);
      const at = now();
      // Whatever is proven is ended, also what today's policy or schema would not let in.
      const before = await prove(found, at);
      if (before?.status === "unavailable") throw new StoreUnavailableError(before.cause);
      const old = before?.status === "proven" ? before.facts : null;
      const issued = await operations.issue(await newSession(request, input, schema), old, at);
      const signedIn = await handOut(request, issued, at);
      if (found.kind !== "one" || old === null) return signedIn;
      const tombstones = await end(request, found, old, at);
      return { ...signedIn, setCookies: [...signedIn.setCookies, ...tombstones] };
    },

    renew: renewOf({ settings, find, keepAlive, cookiesFor }),

    keepAlive,

    async update(request, patch) {
      const found = meant(request, "update");
      const at = now();
      const reading = await read(found, at, null);
      if (reading.status === "unavailable") throw new StoreUnavailableError(reading.cause);
      refuseConflict(reading);
      if (reading.status !== "active" || found.kind !== "one") throw notSignedIn();
      const change = (data: unknown) => acceptData(schema, { ...Object(data), ...patch });
      const issued = await operations.update(factsOf(reading.session), found, change, at);
      if (issued === null) throw notSignedIn();
      const updated = await handOut(request, issued, at);
      return found.via === "bearer" ? { ...updated, setCookies: [] } : updated;
    },

    async signOut(request) {
      const found = meant(request, "signOut");
      const at = now();
      const proof = await prove(found, at);
      refuseConflict(proof);
      if (proof?.status === "unavailable") throw new StoreUnavailableError(proof.cause);
      if (found.kind !== "one") return [];
      const ended = proof?.status === "proven" ? await end(request, found, proof.facts, at) : [];
      if (found.via === "bearer") return [];
      return [...forgetSession(placeOf(request)), ...ended];
    },

    isProvedWithin: (session, within) =>
      isProvedWithin(factsOf(session), parseDuration(within, "within"), now()),

    isForged: (request, method) =>
      !isSafeMethod(method) && mayBeForged(request, find(request), trustProxy),

    refuseUnmeant: (request) => refuseUnmeant(request, find(request), trustProxy),
  });
}
