import { auth } from "../../../lib/auth";

// The headers of this response are immutable.
export const GET = auth.route(() => Response.redirect("http://localhost/elsewhere"));
