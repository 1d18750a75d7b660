import {
  type Cookie,
  describeChunks,
  expireSession,
  sessionValues,
  storeSession,
} from "../cookies/session-cookies.ts";
import { setCookieText } from "../cookies/set-cookie.ts";
import { endedBySignOut, expireTombstone, tombstoneCookie } from "../cookies/tombstone.ts";
import { begunOf, sessionDecoder } from "../jwt/decoder.ts";
import { encode } from "../jwt/encode.ts";
import { type Decoded, encodeToken } from "../jwt/token.ts";
import type { JWTOptions, Secret } from "../jwt/types.ts";
import type { CookieOption } from "../types.ts";
import type { Keeper, KeeperRequest, KeptReading, KeptSession } from "./contract.ts";

/** The settings of the sessions in cookies. Times are seconds. */
export interface JweSettings {
  readonly cookie: CookieOption;
  /** The secret of tombstones. */
  readonly secret: Secret;
  readonly jwt: JWTOptions;
  readonly maxAge: number;
  readonly updateAge: number;
  /** Logs a message for `debug: true`. */
  readonly debug: (code: string, metadata: unknown) => void;
}

/** A session in a cookie. */
export interface JweSession extends KeptSession {
  /** The encrypted token. */
  readonly text: string;
  /** When the session began; seconds since the epoch, `null` when unknown. */
  readonly begun: number | null;
}

/** Keeps the sessions in the encrypted cookies of next-auth 4. */
export function jweCookies(settings: JweSettings): Keeper<JweSession> {
  const { cookie, secret, jwt, maxAge, updateAge, debug } = settings;

  const decoded = sessionDecoder(jwt);

  function sessionOf(decrypted: Decoded, text: string): JweSession {
    const token = decrypted.claims;
    const { iat, exp } = token;
    const now = Date.now() / 1_000;
    const isDated = typeof iat === "number" && typeof exp === "number";
    const end = isDated ? Math.min(exp, iat + maxAge) : now + maxAge;
    return {
      status: "active",
      token,
      text,
      begun: begunOf(decrypted),
      expires: new Date(end * 1_000),
      // Without times in the token nothing shows when its cookie ends.
      due: !isDated || now - iat >= updateAge,
    };
  }

  async function read({ cookies }: KeeperRequest): Promise<KeptReading<JweSession>> {
    const values = sessionValues(cookies, cookie.name);
    if (values.length === 0) return { status: "none" };
    const isEnded = await endedBySignOut(cookies, cookie.name, secret);
    let newest: JweSession | null = null;
    let cause: Error | null = null;
    for (const value of values) {
      try {
        const kept = sessionOf(await decoded(value), value);
        if (isEnded !== null && (await isEnded({ token: value, begun: kept.begun }))) continue;
        if (newest === null || kept.expires > newest.expires) newest = kept;
      } catch (error) {
        cause = error instanceof Error ? error : new Error(String(error));
      }
    }
    if (newest !== null) return newest;
    return { status: "invalid", cause: cause ?? new Error("A sign-out ended the session.") };
  }

  function stored({ cookies }: KeeperRequest, token: string): Cookie[] {
    const chunks = describeChunks(token);
    if (chunks !== null) debug("CHUNKING_SESSION_COOKIE", chunks);
    return storeSession(cookies, cookie, token, new Date(Date.now() + maxAge * 1_000));
  }

  return {
    read,

    async issue(request, token) {
      const text = await jwt.encode({ ...jwt, token });
      return [...stored(request, text), ...expireTombstone(request.cookies, cookie)].map(
        setCookieText,
      );
    },

    async update(request, { begun }, { token }) {
      const text =
        jwt.encode === encode
          ? await encodeToken({ token, secret: jwt.secret, maxAge, begun })
          : await jwt.encode({ ...jwt, token, maxAge });
      return stored(request, text).map(setCookieText);
    },

    async keepAlive() {
      // The session is in its cookie, so only a new cookie can keep it alive.
    },

    async end(request) {
      const [text] = sessionValues(request.cookies, cookie.name);
      if (text === undefined) return [];
      const lifetime = Math.max(maxAge, jwt.maxAge);
      const tombstone = await tombstoneCookie(cookie, { secret, token: text, maxAge: lifetime });
      return [...expireSession(request.cookies, cookie), tombstone].map(setCookieText);
    },

    forget: ({ cookies }) => expireSession(cookies, cookie).map(setCookieText),
  };
}
