import { auth } from "../../../lib/auth";
import { whoAmI } from "./actions";

/** Calls an action while it is rendered, where no cookie can be set. */
export default auth.page(async () => <p>It is {await whoAmI()}</p>);
