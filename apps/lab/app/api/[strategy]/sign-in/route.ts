import { signInOverHttp } from "@/lib/sign-in-over-http";
import { strategyFrom } from "@/lib/strategy-params";

export async function POST(request: Request, context: RouteContext<"/api/[strategy]/sign-in">) {
  return signInOverHttp(await strategyFrom(context.params), request);
}
