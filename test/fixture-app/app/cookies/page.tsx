import { headers } from "next/headers";

/** Shows the cookies that came to the page, as the page finds them. */
export default async function Cookies() {
  return <pre>{(await headers()).get("cookie")}</pre>;
}
