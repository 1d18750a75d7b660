import { auth } from "../../../lib/auth";

const me = auth.route((_request, session) =>
  Response.json({ userId: session.userId, data: session.data, expiresAt: session.expiresAt }),
);

export { me as DELETE, me as GET, me as POST };
