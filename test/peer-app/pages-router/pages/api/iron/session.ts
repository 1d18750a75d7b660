import { getIronSession } from "iron-session";
import type { NextApiRequest, NextApiResponse } from "next";
import { defaultSession, type SessionData, sessionOptions } from "../../../lib/iron";

export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  const session = await getIronSession<SessionData>(req, res, sessionOptions);

  if (req.method === "POST") {
    const { username = "No username" } = req.body;
    session.isLoggedIn = true;
    session.username = username;
    await session.save();
    return res.json(session);
  }
  if (req.method === "GET") {
    return res.json(session.isLoggedIn === true ? session : defaultSession);
  }
  if (req.method === "DELETE") {
    session.destroy();
    return res.json(defaultSession);
  }
  return res.status(405).end();
}
