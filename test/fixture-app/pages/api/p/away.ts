import { auth } from "../../../lib/auth";

export default auth.api((_req, res) => {
  res.redirect(302, "http://localhost/elsewhere");
});
