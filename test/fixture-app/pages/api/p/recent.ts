import { auth } from "../../../lib/auth";

export default auth.api((_req, res, { userId }) => res.json({ userId }), { within: "4s" });
