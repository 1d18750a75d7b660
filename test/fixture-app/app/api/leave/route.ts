import { auth } from "../../../lib/auth";

/** Signs out inside a guarded route, whose renewal must not bring the session back. */
export const POST = auth.route(async () => {
  await auth.signOut();
  return new Response("out", { headers: { "cache-control": "public, max-age=3600" } });
});
