import { auth } from "../../../lib/auth";

export async function POST(request: Request): Promise<Response> {
  const { userId, name = userId }: { userId: string; name?: string } = await request.json();
  const session = await auth.signIn({ userId, data: { name } });
  return Response.json({ id: session.id, after: (await auth())?.userId ?? null });
}
