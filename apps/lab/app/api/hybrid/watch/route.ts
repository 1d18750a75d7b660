import { watch } from "@/lib/watch";

export async function GET(): Promise<Response> {
  return Response.json(await watch(null), { headers: { "cache-control": "no-store" } });
}
