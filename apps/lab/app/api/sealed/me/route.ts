import { sealedAuth } from "@/lib/auth";

export const GET = sealedAuth.route((_request, session) => Response.json(session));
