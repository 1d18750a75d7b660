/** `req.session` of iron-session 6, for `next/` and `express/`. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { optionsOfVersion6 } from "./config.ts";
import { nodeCookies } from "./jars.ts";
import { createSession } from "./session.ts";
import type { IronSessionData, IronSessionOptions } from "./types.ts";

/**
 * Reads the session of a request, and defines `req.session`. An assignment to `req.session` replaces
 * the data and keeps the methods.
 */
export async function defineSession(
  req: IncomingMessage,
  res: ServerResponse,
  options: IronSessionOptions,
): Promise<void> {
  const session = await createSession<IronSessionData>(
    nodeCookies(req, res),
    optionsOfVersion6(options),
  );
  Object.defineProperty(req, "session", {
    enumerable: true,
    get: () => session,
    set: (data: object) => replaceData(session, data),
  });
}

function replaceData(session: object, data: object): void {
  const kept = new Set(Object.keys(data));
  for (const key of Object.keys(session)) {
    if (!kept.has(key)) Reflect.deleteProperty(session, key);
  }
  for (const [key, value] of Object.entries(data)) Reflect.set(session, key, value);
}
