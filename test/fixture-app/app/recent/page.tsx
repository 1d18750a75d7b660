import { auth } from "../../lib/auth";

export default async function Recent() {
  const { data } = await auth.required({ within: "2s", returnTo: "/recent" });
  return <h1>Secret of {data.name}</h1>;
}
