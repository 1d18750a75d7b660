import type { NextApiRequest, NextApiResponse } from "next";
import { withSessionRoute } from "../../../lib/with-session";

export default withSessionRoute(loginRoute);

async function loginRoute(req: NextApiRequest, res: NextApiResponse) {
  // get user from database then:
  req.session.user = { id: 230, name: String(req.body.name), admin: req.body.name === "Ada" };
  await req.session.save();
  res.send("Logged in");
}
