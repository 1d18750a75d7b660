import { auth } from "../../lib/auth";

export default async function Required() {
  const { data } = await auth.required();
  return <h1>Secret of {data.name}</h1>;
}
