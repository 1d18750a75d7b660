import { auth } from "../../lib/auth";

/** Signs out in an open handler, which a cache could keep if it were not for the library. */
const leave = auth.open(async () => {
  await auth.signOut();
  return new Response("You have left.", { headers: { "cache-control": "public, max-age=3600" } });
});

export { leave as GET, leave as POST };
