import { auth } from "../../../../lib/auth";

export default auth.handlers.api;

/** Next leaves the body of the request unread. */
export const config = { api: { bodyParser: false } };
