import type { NextApiRequest, NextApiResponse } from "next";
import { withSessionRoute } from "../../../lib/with-session";

export default withSessionRoute(async function userRoute(
  req: NextApiRequest,
  res: NextApiResponse,
) {
  if (!req.session.user) return res.status(401).json({ error: "Log in first." });
  return res.json({ user: req.session.user, views: req.session.views ?? 0 });
});
