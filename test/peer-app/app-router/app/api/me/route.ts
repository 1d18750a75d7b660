import { getServerSession } from "next-auth";
import { authOptions } from "../../../auth";

export async function GET() {
  const session = await getServerSession(authOptions);
  if (!session) return Response.json({ error: "You must be signed in." }, { status: 401 });
  return Response.json({ keys: Object.keys(session), user: session.user });
}
