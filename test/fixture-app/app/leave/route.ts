import { auth } from "../../lib/auth";

/** Signs out in a handler that nothing wraps, by a link as well. */
async function leave(): Promise<Response> {
  await auth.signOut();
  return new Response("You have left.");
}

export { leave as GET, leave as POST };
