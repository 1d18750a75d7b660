import type { NextApiRequest, NextApiResponse } from "next";
import { withSessionRoute } from "../../../lib/with-session";

/** Assigns a whole new session. */
export default withSessionRoute(async function replaceRoute(
  req: NextApiRequest,
  res: NextApiResponse,
) {
  req.session = Object.assign(req.session, { views: 100 });
  await req.session.save();
  res.json(req.session);
});
