import { auth } from "../../lib/auth";

export default auth.page(async (session) => <h1>Secret of {session.data.name}</h1>, {
  returnTo: "/unproxied",
});
