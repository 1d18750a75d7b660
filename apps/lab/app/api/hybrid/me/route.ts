import { hybridAuth } from "@/lib/auth";

export const GET = hybridAuth.route((_request, session) => Response.json(session));
