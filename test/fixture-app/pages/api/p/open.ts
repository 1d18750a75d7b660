import { auth } from "../../../lib/auth";

/** Signs out in an unguarded route. A cache could store its response without the library's header. */
export default auth.openApi(async (req, res) => {
  await auth.signOut({ req, res });
  res.setHeader("Cache-Control", "public, max-age=3600");
  res.send("You have left.");
});
