import { SignetError, StoreUnavailableError } from "../../../errors.ts";
import { cookieNamesIn } from "../../../http/credential.ts";
import type { HeaderLookup } from "../../../http/request-source.ts";
import { forgetSession } from "../../../http/session-cookies.ts";
import { transportOf } from "../../../http/transport.ts";
import type { Reading } from "../../../session/types.ts";
import type { Strategy } from "../../../strategy/contract.ts";
import { expireSession, sessionValues } from "../cookies/session-cookies.ts";
import { setCookieText } from "../cookies/set-cookie.ts";
import { endedBySignOut, expireTombstone, tombstoneCookie } from "../cookies/tombstone.ts";
import { begunOf, sessionDecoder } from "../jwt/decoder.ts";
import type { JWT } from "../jwt/types.ts";
import type { CookieOption } from "../types.ts";
import type { Keeper, KeeperRequest, KeptReading, KeptSession } from "./contract.ts";
import { type Claims, type EngineSettings, engineCookiePlaces, engineOf } from "./engine.ts";

export interface EngineKeeperSettings extends EngineSettings {
  /** The cookie of next-auth 4, whose live sessions are read on. */
  readonly cookie: CookieOption;
  readonly host: string;
  readonly secure: boolean;
}

/** A session of the engine. */
export interface EngineSession extends KeptSession {
  readonly source: HeaderLookup;
  readonly reading: Extract<Reading<Claims>, { status: "active" }>;
}

/** Keeps the sessions with a strategy of `signet-auth/next`. Reads live cookies of next-auth 4 on. */
export function engineSessions(
  strategy: Strategy,
  settings: EngineKeeperSettings,
): Keeper<EngineSession> {
  const { cookie, secret, maxAge, host, secure } = settings;
  const engine = engineOf(strategy, settings);
  const decoded = sessionDecoder(settings.jwt);
  const transport = transportOf(secure ? { "x-forwarded-proto": "https" } : { host });
  const places = engineCookiePlaces(transport);
  const { names } = places.current;
  const origin = `${secure ? "https" : "http"}://${host}`;

  /** Returns the headers for the engine. The routes have checked the CSRF token of a write. */
  function sourceWith({ headers }: KeeperRequest, cookieHeader: string): HeaderLookup {
    const own = new Map<string, string | null>([
      ["cookie", cookieHeader],
      ["host", host],
      ["origin", origin],
      ["sec-fetch-site", "same-origin"],
      ["user-agent", headers.get("user-agent")],
      ["x-forwarded-proto", secure ? "https" : null],
    ]);
    return { get: (name) => own.get(name) ?? null };
  }

  /** Shows a live session token of next-auth 4 to the engine, if the request has no cookie of the engine. */
  async function sourceOf(request: KeeperRequest): Promise<HeaderLookup> {
    const header = request.headers.get("cookie") ?? headerFrom(request);
    const source = sourceWith(request, header);
    if (cookieNamesIn(source, names).length > 0) return source;
    const former = await liveFormer(request);
    if (former === null) return source;
    return sourceWith(request, `${header === "" ? "" : `${header}; `}${names.session}=${former}`);
  }

  async function liveFormer({ cookies }: KeeperRequest): Promise<string | null> {
    const [token] = sessionValues(cookies, cookie.name);
    if (token === undefined || !/^[\w.~+/=-]+$/.test(token)) return null;
    const isEnded = await endedBySignOut(cookies, cookie.name, secret);
    if (isEnded === null) return token;
    try {
      const begun = begunOf(await decoded(token));
      return (await isEnded({ token, begun })) ? null : token;
    } catch {
      return null;
    }
  }

  function headerFrom({ cookies }: KeeperRequest): string {
    const pairs = cookies.names().flatMap((name) => {
      const value = cookies.get(name) ?? "";
      return name.startsWith(names.session) && /^[\w.~-]*$/.test(value) ? [`${name}=${value}`] : [];
    });
    return pairs.join("; ");
  }

  function formerExpired({ cookies }: KeeperRequest): string[] {
    return expireSession(cookies, cookie).map(setCookieText);
  }

  return {
    async read(request): Promise<KeptReading<EngineSession>> {
      const source = await sourceOf(request);
      const reading = await engine.read(source);
      if (reading.status === "anonymous") return { status: "none" };
      if (reading.status === "unavailable") throw new StoreUnavailableError(reading.cause);
      if (reading.status === "active")
        return { status: "active", ...keptOf(reading), source, reading };
      const cause = new Error(`The session is refused (${reading.reason}).`);
      // A cookie that another host has planted must not sign the user out.
      return { status: "invalid", cause, keepsCookies: reading.reason === "conflict" };
    },

    async issue(request, token) {
      const { iat: _iat, exp: _exp, jti: _jti, ...data } = token;
      const input = { userId: String(token.sub ?? ""), data };
      const { setCookies } = await engine.signIn(await sourceOf(request), input);
      const tombstones = expireTombstone(request.cookies, cookie).map(setCookieText);
      return [...setCookies, ...formerExpired(request), ...tombstones];
    },

    async update(request, { source, reading, due }, { token, changed }) {
      const setCookies = due ? await engine.renew(source, reading) : [];
      if (changed) {
        const updated = await engine.update(source, patchOf(reading.session.data, token));
        setCookies.push(...updated.setCookies);
      }
      return setCookies.length === 0 ? [] : [...setCookies, ...formerExpired(request)];
    },

    async keepAlive(_request, { source, reading }) {
      await engine.keepAlive(source, reading);
    },

    async end(request) {
      const setCookies = await endEngineSession(await sourceOf(request));
      const [token] = sessionValues(request.cookies, cookie.name);
      if (token === undefined) return setCookies;
      const tombstone = await tombstoneCookie(cookie, { secret, token, maxAge });
      return [...setCookies, ...formerExpired(request), setCookieText(tombstone)];
    },

    forget: (request) => [
      ...forgetSession({
        request: sourceWith(request, request.headers.get("cookie") ?? headerFrom(request)),
        places,
        chunked: true,
      }),
      ...formerExpired(request),
    ],
  };

  async function endEngineSession(source: HeaderLookup): Promise<string[]> {
    try {
      return await engine.signOut(source);
    } catch (error) {
      if (!(error instanceof SignetError && error.code === "conflicting-credentials")) throw error;
      return forgetSession({ request: source, places, chunked: true });
    }
  }
}

function keptOf({ session, renew }: EngineSession["reading"]) {
  const token: JWT = {
    ...session.data,
    iat: Math.floor(session.renewedAt.getTime() / 1_000),
    exp: Math.floor(session.expiresAt.getTime() / 1_000),
    jti: session.id,
  };
  return { token, expires: session.expiresAt, due: renew };
}

/** Returns the change from the stored data to the claims of a token. `undefined` removes a member. */
function patchOf(data: Claims, token: JWT): Claims {
  const { iat: _iat, exp: _exp, jti: _jti, ...claims } = token;
  const removed = Object.keys(data).filter((name) => !(name in claims));
  return { ...Object.fromEntries(removed.map((name) => [name, undefined])), ...claims };
}
