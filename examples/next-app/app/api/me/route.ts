import { auth } from "../../../auth";

export const GET = auth.route((_request, session) => Response.json(session.data));
