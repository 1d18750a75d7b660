import type { NextApiRequest, NextApiResponse } from "next";
import { isStoreUnavailable } from "signet-auth/next";
import { auth } from "../../../lib/auth";

export default async function reading(req: NextApiRequest, res: NextApiResponse) {
  const reading = await auth.read({ req, res });
  if (reading.status !== "unavailable") return res.json(reading);
  const thrown = await auth({ req, res }).then(() => false, isStoreUnavailable);
  res.json({ status: reading.status, thrown });
}
