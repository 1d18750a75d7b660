import { members } from "../../lib/auth";

/** Guarded by an auth without a sign-in page. */
export default async function Members() {
  const { userId } = await members.required();
  return <h1>Secret of {userId}</h1>;
}
