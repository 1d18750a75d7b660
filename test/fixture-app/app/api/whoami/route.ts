import { auth } from "../../../lib/auth";

/** Reads the session in an unwrapped handler, and returns how long the read took. */
export async function GET(): Promise<Response> {
  const began = performance.now();
  const session = await auth();
  return Response.json({ userId: session?.userId ?? null, took: performance.now() - began });
}
