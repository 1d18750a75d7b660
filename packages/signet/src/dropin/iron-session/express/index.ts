/** `signet-auth/iron-session/express`: a replacement for iron-session/express of version 6. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { defineSession } from "../request-session.ts";
import "../request-type.ts";
import type { IronSessionOptions } from "../types.ts";

type Next = (error?: unknown) => void;

/**
 * Creates middleware for Express that gives `req.session` to the handlers behind it. An error of the
 * options goes to the error handlers of Express.
 *
 * @example
 * ```ts
 * import express from "express";
 * import { ironSession } from "signet-auth/iron-session/express";
 *
 * const app = express();
 * app.use(ironSession({ cookieName: "app", password: process.env.SESSION_PASSWORD ?? "" }));
 * app.get("/sign-out", (req, res) => {
 *   req.session.destroy();
 *   res.end();
 * });
 * ```
 */
export function ironSession(
  options: IronSessionOptions,
): (req: IncomingMessage, res: ServerResponse, next: Next) => Promise<void> {
  return async (req, res, next) => {
    try {
      await defineSession(req, res, options);
    } catch (error) {
      next(error);
      return;
    }
    next();
  };
}
