import { auth } from "../../../lib/auth";
import { whoAmI } from "./actions";

/** Calls an action during rendering, when no cookie can be set. */
export default auth.page(async () => <p>It is {await whoAmI()}</p>);
