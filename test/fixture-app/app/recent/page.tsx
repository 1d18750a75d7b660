import { auth } from "../../lib/auth";

export default auth.page(({ data }) => <h1>Secret of {data.name}</h1>, { within: "4s" });
