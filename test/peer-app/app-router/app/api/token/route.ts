import type { NextRequest } from "next/server";
import { getToken } from "next-auth/jwt";

export async function GET(req: NextRequest) {
  const token = await getToken({ req });
  const raw = await getToken({ req, raw: true });
  if (!token) return Response.json({ token, raw });
  const { iat, exp, jti, ...claims } = token;
  const lifetime = Number(exp) - Number(iat);
  return Response.json({ claims, lifetime, jti: typeof jti, parts: raw.split(".").length });
}
