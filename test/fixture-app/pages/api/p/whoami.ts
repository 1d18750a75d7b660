import type { NextApiRequest, NextApiResponse } from "next";
import { auth } from "../../../lib/auth";

/** Reads the session in an unwrapped handler, and returns how long the read took. */
export default async function whoAmI(req: NextApiRequest, res: NextApiResponse) {
  const began = performance.now();
  const session = await auth({ req, res });
  res.json({ userId: session?.userId ?? null, took: performance.now() - began });
}
