import { cacheLife } from "next/cache";
import { Suspense } from "react";
import { auth } from "../../../lib/auth";

async function nameOfUser() {
  "use cache: private";
  cacheLife({ stale: 60 });
  return (await auth())?.data.name ?? "nobody";
}

async function Mine() {
  return <h1>Cached in the browser of {await nameOfUser()}</h1>;
}

export default function Page() {
  return (
    <Suspense>
      <Mine />
    </Suspense>
  );
}
