import { auth } from "../../../lib/auth";

export default auth.api((_req, res, session) =>
  res.json({ userId: session.userId, data: session.data, expiresAt: session.expiresAt }),
);
