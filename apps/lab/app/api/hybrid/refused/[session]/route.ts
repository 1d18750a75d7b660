import { hybridAuth } from "@/lib/auth";
import { refusalDelay } from "@/lib/live/refusal-log";

/** Returns the milliseconds from the end of one of the user's sessions to its first refusal by this server. */
export const GET = hybridAuth.route(
  async (_request, { userId }, context: { readonly params: Promise<{ session: string }> }) => {
    const { session } = await context.params;
    return Response.json({ after: refusalDelay(session, userId) });
  },
);
