import { auth } from "../../../lib/auth";

// Nobody may set headers of such a response.
export const GET = auth.route(() => Response.redirect("http://localhost/elsewhere"));
