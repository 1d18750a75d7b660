import { watch } from "@/lib/watch";

export async function GET(request: Request): Promise<Response> {
  return Response.json(await watch(request), { headers: { "cache-control": "no-store" } });
}
