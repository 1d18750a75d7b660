import type { NextApiRequest, NextApiResponse } from "next";
import { withSessionRoute } from "../../../lib/with-session";

/** Logs out without `destroy()`: it clears the user and saves. */
export default withSessionRoute(async function clearRoute(
  req: NextApiRequest,
  res: NextApiResponse,
) {
  delete req.session.user;
  await req.session.save();
  res.json({ session: Object.keys(req.session) });
});
