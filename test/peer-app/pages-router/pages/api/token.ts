import type { NextApiRequest, NextApiResponse } from "next";
import { getToken } from "next-auth/jwt";

const secret = process.env.NEXTAUTH_SECRET;

export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  const token = await getToken({ req, secret });
  if (!token) return res.status(401).json({ token });
  const { iat, exp, jti, ...claims } = token;
  return res.json({ claims, lifetime: Number(exp) - Number(iat), jti: typeof jti });
}
