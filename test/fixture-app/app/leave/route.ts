import { auth } from "../../lib/auth";

/** Signs out in an unwrapped handler, also for GET requests of links. */
async function leave(): Promise<Response> {
  await auth.signOut();
  return new Response("You have left.");
}

export { leave as GET, leave as POST };
