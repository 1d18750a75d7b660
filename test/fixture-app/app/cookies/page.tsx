import { headers } from "next/headers";
import { Suspense } from "react";

async function Cookies() {
  return <pre>{(await headers()).get("cookie")}</pre>;
}

/** Shows the Cookie header that the page receives. */
export default function Page() {
  return (
    <Suspense>
      <Cookies />
    </Suspense>
  );
}
