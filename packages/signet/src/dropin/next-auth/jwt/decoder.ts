import { decode } from "./encode.ts";
import { type Decoded, decodeToken } from "./token.ts";
import type { JWTOptions } from "./types.ts";

/** Decodes a session token with the options of a program. Throws for an invalid token. */
export type SessionDecoder = (token: string) => Promise<Decoded>;

export function sessionDecoder(jwt: JWTOptions): SessionDecoder {
  if (jwt.decode === decode) return async (token) => decodeToken({ token, secret: jwt.secret });
  return async (token) => {
    const claims = await jwt.decode({ ...jwt, token });
    if (!claims) throw new Error("JWT invalid");
    return { claims, begun: null };
  };
}

/** Returns when the session of a token began; seconds since the epoch, `null` when unknown. */
export function begunOf({ claims: { iat }, begun }: Decoded): number | null {
  return begun ?? (typeof iat === "number" ? iat : null);
}
