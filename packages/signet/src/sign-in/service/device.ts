import { sha256 } from "#crypto";
import { encodeBytes } from "../../token/base64url.ts";
import type { EngineKeys } from "../../token/engine/keys.ts";
import { sealedCodec } from "../../token/engine/sealed-codec.ts";
import type { CookieJar } from "./cookies.ts";

const SUFFIX = "-device";
/** 400 days, the longest lifetime of a cookie; milliseconds. */
const LIFETIME = 400 * 86_400_000;
/** The users that a browser remembers, for families and shared computers. */
const MOST_USERS = 8;

/** Remembers in a browser which users have signed in with it. The cookie names no user. */
export interface KnownDevices {
  /** Returns the id of the browser if the user has signed in with it; otherwise `null`. */
  knownTo(jar: CookieJar, userId: string): Promise<string | null>;
  remember(jar: CookieJar, userId: string, now: number): Promise<void>;
}

interface Device {
  readonly id: string;
  /** Hashes of the device's id and the users' ids, the latest first. */
  readonly users: readonly string[];
}

/** Creates the known devices of an application. */
export function knownDevices(keys: EngineKeys, cookieName: string): KnownDevices {
  const codec = sealedCodec(keys, `sign-in device:${cookieName}`, "signet-device+jwe");

  async function read(jar: CookieJar): Promise<Device | null> {
    const value = jar.read(SUFFIX);
    const opened = value === null ? null : await codec.verify(value);
    if (opened === null || !opened.ok) return null;
    const { i: id, u: users } = opened.claims;
    return typeof id === "string" && Array.isArray(users) ? { id, users } : null;
  }

  return {
    async knownTo(jar, userId) {
      const device = await read(jar);
      return device?.users.includes(await markOf(device.id, userId)) === true ? device.id : null;
    },

    async remember(jar, userId, now) {
      const { id, users } = (await read(jar)) ?? { id: crypto.randomUUID(), users: [] };
      const mark = await markOf(id, userId);
      const kept = [mark, ...users.filter((one) => one !== mark)].slice(0, MOST_USERS);
      const value = await codec.issue({ i: id, u: kept });
      jar.set({ suffix: SUFFIX, value, expiresAt: now + LIFETIME }, now);
    },
  };
}

async function markOf(deviceId: string, userId: string): Promise<string> {
  return encodeBytes(await sha256(JSON.stringify([deviceId, userId]))).slice(0, 22);
}
