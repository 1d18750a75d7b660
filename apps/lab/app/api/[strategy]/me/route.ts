import type { Session } from "signet-auth/next";
import { databaseAuth, hybridAuth, jwtAuth, sealedAuth } from "@/lib/auth";
import type { SessionData } from "@/lib/session/session-data";
import { strategyFrom } from "@/lib/strategy-params";

const me = (_request: Request, session: Session<SessionData>) => Response.json(session);

const handlers = {
  jwt: jwtAuth.route(me),
  sealed: sealedAuth.route(me),
  database: databaseAuth.route(me),
  hybrid: hybridAuth.route(me),
};

export async function GET(request: Request, context: RouteContext<"/api/[strategy]/me">) {
  return handlers[await strategyFrom(context.params)](request, context);
}
