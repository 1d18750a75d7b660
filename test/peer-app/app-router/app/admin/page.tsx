import { headers } from "next/headers";

/** proxy.ts guards this page. */
export default async function Admin() {
  const name = (await headers()).get("x-name");
  return <h1>Admin {name}</h1>;
}
