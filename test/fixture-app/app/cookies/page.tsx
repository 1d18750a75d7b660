import { headers } from "next/headers";
import { Suspense } from "react";

async function Cookies() {
  return <pre>{(await headers()).get("cookie")}</pre>;
}

/** Shows the cookies that came to the page, as the page finds them. */
export default function Page() {
  return (
    <Suspense>
      <Cookies />
    </Suspense>
  );
}
