import { type Config, checkExpires, configOf } from "./config.ts";
import { countEnd, endsOf } from "./response-state.ts";
import { sealData, unsealData } from "./seal.ts";
import { expireSeal, readSeal, writeSeal } from "./seal-cookies.ts";
import type { CookieJar, IronSession, SessionOptions } from "./types.ts";

/** Reads the session of a jar. A cookie that cannot be opened gives an empty session. */
export async function createSession<Data extends object>(
  jar: CookieJar,
  options: SessionOptions,
): Promise<IronSession<Data>> {
  let config = configOf(options);
  const session = await readData(jar, config);
  let ends = endsOf(jar, config.cookieName);
  let destroyed = false;
  // Also true after `destroy()` of another session of the same cookie and response.
  const isDestroyed = (): boolean => destroyed || endsOf(jar, config.cookieName) !== ends;
  return Object.defineProperties(session, {
    updateConfig: hidden((newOptions: SessionOptions): void => {
      const newConfig = configOf(newOptions);
      destroyed = isDestroyed();
      config = newConfig;
      ends = endsOf(jar, config.cookieName);
    }),
    save: hidden(async (): Promise<void> => {
      if (isDestroyed()) return refuseData(session);
      jar.assertWritable?.();
      checkExpires(config.cookieOptions);
      const { passwords, ttl } = config;
      const seal = await sealData(session, { password: passwords, ttl });
      // `destroy()` during the await ends the session, so nothing may be written any more.
      if (!isDestroyed()) writeSeal(jar, config, seal);
    }),
    destroy: hidden((): void => {
      for (const key of Object.keys(session)) Reflect.deleteProperty(session, key);
      destroyed = true;
      countEnd(jar, config.cookieName);
      expireSeal(jar, config);
    }),
  }) as IronSession<Data>;
}

async function readData(jar: CookieJar, config: Config): Promise<object> {
  const seal = readSeal(jar, config.cookieName);
  if (!seal) return {};
  const { passwords, ttl, onUnsealError } = config;
  const data = await unsealData<unknown>(seal, { password: passwords, ttl, onUnsealError });
  if (typeof data === "object" && data !== null && !Array.isArray(data)) return data;
  // For example a magic link that was sealed with the same password.
  onUnsealError?.("invalid", new Error("The sealed data is not an object"));
  return {};
}

function hidden(value: unknown): PropertyDescriptor {
  return { value, enumerable: false };
}

/**
 * Ignores a `save` after `destroy`.
 *
 * @throws {Error} when data was written after `destroy`, because saving it would sign the user in again.
 */
function refuseData(session: object): void {
  if (Object.keys(session).length === 0) return;
  throw new Error(
    "iron-session: Cannot save a destroyed session that has data written back into it. session.destroy() signs the user out. Get a new session to sign a user in.",
  );
}
