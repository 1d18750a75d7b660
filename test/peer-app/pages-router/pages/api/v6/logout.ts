import { withSessionRoute } from "../../../lib/with-session";

export default withSessionRoute(function logoutRoute(req, res) {
  req.session.destroy();
  res.send({ ok: true });
});
