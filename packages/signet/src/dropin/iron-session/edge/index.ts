/** `signet-auth/iron-session/edge`: a replacement for iron-session/edge of version 6. */
import { optionsOfVersion6 } from "../config.ts";
import { requestJar } from "../get-iron-session.ts";
import { createSession } from "../session.ts";
import type {
  IronSession,
  IronSessionData,
  IronSessionOptions,
  RequestType,
  ResponseType,
} from "../types.ts";

export { sealData, unsealData } from "../seal.ts";
export type { IronSessionData, IronSessionOptions } from "../types.ts";

/**
 * Reads the session of a request, with the cookies of iron-session 6. For a new program use
 * `getIronSession` of `signet-auth/iron-session`.
 *
 * @example
 * ```ts
 * import { type NextRequest, NextResponse } from "next/server";
 * import { getIronSession } from "signet-auth/iron-session/edge";
 *
 * const options = { cookieName: "app", password: process.env.SESSION_PASSWORD ?? "" };
 * export async function middleware(request: NextRequest) {
 *   const response = NextResponse.next();
 *   const session = await getIronSession(request, response, options);
 *   return "user" in session ? response : NextResponse.redirect(new URL("/login", request.url));
 * }
 * ```
 */
export async function getIronSession(
  req: RequestType,
  res: ResponseType,
  options: IronSessionOptions,
): Promise<IronSession> {
  if (!req || !res || !options?.cookieName || !options.password) {
    throw new Error(
      "iron-session: Bad usage. Minimum usage is const session = await getIronSession(req, res, { cookieName, password }).",
    );
  }
  return createSession<IronSessionData>(requestJar(req, res), optionsOfVersion6(options));
}
