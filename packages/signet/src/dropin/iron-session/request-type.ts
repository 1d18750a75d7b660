/** The type of `req.session`. The entries with `req.session` import this file, so that programs see it. */
import type { IronSession } from "./types.ts";

declare module "http" {
  interface IncomingMessage {
    session: IronSession;
  }
}
