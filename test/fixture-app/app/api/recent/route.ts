import { auth } from "../../../lib/auth";

export const GET = auth.route((_request, session) => Response.json({ userId: session.userId }), {
  within: "4s",
});
