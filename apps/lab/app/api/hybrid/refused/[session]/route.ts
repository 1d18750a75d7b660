import { hybridAuth } from "@/lib/auth";
import { refusedAfter } from "@/lib/refusals";

/** How long after its end one of the user's sessions was refused by this server. */
export const GET = hybridAuth.route(
  async (_request, { userId }, context: { readonly params: Promise<{ session: string }> }) => {
    const { session } = await context.params;
    return Response.json({ after: refusedAfter(session, userId) });
  },
);
