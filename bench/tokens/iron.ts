import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  pbkdf2Sync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import * as theirs from "iron-session";
import * as signet from "signet-auth/iron-session";
import { type Claims, SECRET } from "./claims.ts";

/** The calls that both libraries have. */
export interface Side {
  readonly name: string;
  seal(claims: Claims): Promise<string>;
  /** Returns `null` for a refused seal. */
  open(seal: string): Promise<unknown>;
  /** Reads the session of a request with a cookie. */
  read(request: Exchange): Promise<unknown>;
  /** Signs in: changes the session of a request without a cookie, and saves it. */
  save(signIn: SignIn): Promise<string>;
}

export interface Exchange {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
}

export interface SignIn extends Exchange {
  readonly claims: Claims;
}

const COOKIE = "session";
const options = { cookieName: COOKIE, password: SECRET };

export const OURS = "signet";
export const THEIRS = "iron-session";
export const FLOOR = "floor";

export const sides: readonly Side[] = [
  {
    name: OURS,
    seal: (claims) => signet.sealData(claims, { password: SECRET }),
    open: async (seal) => orNull(await signet.unsealData(seal, { password: SECRET })),
    read: async ({ req, res }) => orNull(await signet.getIronSession(req, res, options)),
    async save({ claims, req, res }) {
      const session = await signet.getIronSession<Partial<Claims>>(req, res, options);
      await Object.assign(session, claims).save();
      return sealOf(res);
    },
  },
  {
    name: THEIRS,
    seal: (claims) => theirs.sealData(claims, { password: SECRET }),
    open: async (seal) => orNull(await theirs.unsealData<object>(seal, { password: SECRET })),
    read: async ({ req, res }) => orNull(await theirs.getIronSession(req, res, options)),
    async save({ claims, req, res }) {
      const session = await theirs.getIronSession<Claims>(req, res, options);
      await Object.assign(session, claims).save();
      return sealOf(res);
    },
  },
];

/** A session without members is that of a refused seal. */
function orNull(session: object): object | null {
  return Object.keys(session).length === 0 ? null : session;
}

/** Creates a request, with or without a seal in its cookie, and its response. */
export function exchange(seal?: string): Exchange {
  const req = new IncomingMessage(new Socket());
  if (seal !== undefined) req.headers.cookie = `theme=dark; ${COOKIE}=${seal}; language=en`;
  return { req, res: new ServerResponse(req) };
}

function sealOf(res: ServerResponse): string {
  const [cookie = ""] = [res.getHeader("set-cookie") ?? []].flat().map(String);
  return cookie.slice(COOKIE.length + 1, cookie.indexOf(";"));
}

function derive(salt: string): Buffer {
  return pbkdf2Sync(SECRET, salt, 1, 32, "sha1");
}

const salts = [randomBytes(32).toString("hex"), randomBytes(32).toString("hex")] as const;
const keys = {
  encryption: createSecretKey(derive(salts[0])),
  mac: createSecretKey(derive(salts[1])),
};

/** The minimum of sealing with kept keys: a random IV, AES-256-CBC, HMAC-SHA-256 and JSON. */
export function floorSeal(claims: Claims): string {
  return write(claims, salts, keys);
}

/** Seals with new salts, as every version of iron-session does. */
export function sealWithNewSalts(claims: Claims): string {
  const fresh = [randomBytes(32).toString("hex"), randomBytes(32).toString("hex")] as const;
  return write(claims, fresh, {
    encryption: createSecretKey(derive(fresh[0])),
    mac: createSecretKey(derive(fresh[1])),
  });
}

function write(claims: Claims, [encryption, integrity]: typeof salts, by: typeof keys): string {
  const iv = randomBytes(16);
  const cipher = createCipheriv("aes-256-cbc", by.encryption, iv);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(claims)), cipher.final()]);
  const expiration = Date.now() + 1_209_600_000;
  const parts = ["Fe26.2", 1, encryption, iv.toString("base64url"), sealed.toString("base64url")];
  const text = [...parts, expiration].join("*");
  const mac = createHmac("sha256", by.mac).update(text).digest("base64url");
  return `${text}*${integrity}*${mac}~2`;
}

/** The minimum of opening with kept keys. It checks only the MAC. */
export function floorOpen(seal: string): unknown {
  const parts = seal.slice(0, -2).split("*");
  const [, , , iv = "", sealed = "", , , given = ""] = parts;
  const mac = createHmac("sha256", keys.mac).update(parts.slice(0, 6).join("*")).digest();
  const bytes = Buffer.from(given, "base64url");
  if (bytes.length !== mac.length || !timingSafeEqual(bytes, mac)) return null;
  const decipher = createDecipheriv("aes-256-cbc", keys.encryption, Buffer.from(iv, "base64url"));
  const opened = Buffer.concat([decipher.update(sealed, "base64url"), decipher.final()]);
  return JSON.parse(opened.toString());
}
