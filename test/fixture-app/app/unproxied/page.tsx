import { auth } from "../../lib/auth";

export default async function Unproxied() {
  const { data } = await auth.required({ returnTo: "/unproxied" });
  return <h1>Secret of {data.name}</h1>;
}
