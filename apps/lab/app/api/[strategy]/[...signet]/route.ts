import { jwtAuth, sealedAuth } from "@/lib/auth";
import { recordingHandlers } from "@/lib/session-end/recording-handlers";
import { strategyFrom } from "@/lib/strategy-params";

const handlers = {
  jwt: jwtAuth.handlers,
  sealed: sealedAuth.handlers,
  database: recordingHandlers("database"),
  hybrid: recordingHandlers("hybrid"),
};

type Context = RouteContext<"/api/[strategy]/[...signet]">;

const handle = (method: "GET" | "POST" | "DELETE") => async (request: Request, context: Context) =>
  handlers[await strategyFrom(context.params)][method](request, context);

export const GET = handle("GET");
export const POST = handle("POST");
export const DELETE = handle("DELETE");
