import { recorded } from "../../../events";

export const dynamic = "force-dynamic";

export async function GET() {
  return Response.json(recorded());
}
