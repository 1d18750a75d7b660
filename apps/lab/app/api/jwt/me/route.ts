import { jwtAuth } from "@/lib/auth";

export const GET = jwtAuth.route((_request, session) => Response.json(session));
