import { getIronSession } from "iron-session";
import type { NextApiRequest, NextApiResponse } from "next";
import { type SessionData, sessionOptions } from "../../../lib/iron";

/** The form works without JavaScript. */
export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  const session = await getIronSession<SessionData>(req, res, sessionOptions);
  if (req.method === "POST") {
    session.isLoggedIn = true;
    session.username = req.body.username ?? "No username";
    await session.save();
    return res.status(303).redirect("/iron");
  }
  if (req.query["action"] === "logout") {
    session.destroy();
    return res.redirect("/iron");
  }
  return res.status(405).end(`Method ${req.method} Not Allowed`);
}
