import { auth } from "../../../lib/auth";

/** Signs out inside a guarded route, whose renewal must not bring the session back. */
export default auth.api(async (req, res) => {
  await auth.signOut({ req, res });
  res.setHeader("Cache-Control", "public, max-age=3600");
  res.send("out");
});
