import { readSessionStatus } from "@/lib/live/session-status";

export async function GET(): Promise<Response> {
  return Response.json(await readSessionStatus(null), { headers: { "cache-control": "no-store" } });
}
