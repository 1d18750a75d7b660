import { auth } from "../../../lib/auth";

/** Reads the session in a handler that nothing wraps, and says how long that took. */
export async function GET(): Promise<Response> {
  const began = performance.now();
  const session = await auth();
  return Response.json({ userId: session?.userId ?? null, took: performance.now() - began });
}
