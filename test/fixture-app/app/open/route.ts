import { auth } from "../../lib/auth";

/** Signs out in an unguarded handler. A cache could store its response without the library's header. */
const leave = auth.open(async () => {
  await auth.signOut();
  return new Response("You have left.", { headers: { "cache-control": "public, max-age=3600" } });
});

export { leave as GET, leave as POST };
