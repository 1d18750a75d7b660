import { signInEndpoint } from "@/lib/sign-in/sign-in-endpoint";
import { strategyFrom } from "@/lib/strategy-params";

export async function POST(request: Request, context: RouteContext<"/api/[strategy]/sign-in">) {
  return signInEndpoint(await strategyFrom(context.params), request);
}
