import { databaseAuth } from "@/lib/auth";

export const GET = databaseAuth.route((_request, session) => Response.json(session));
