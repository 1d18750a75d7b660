import { Suspense } from "react";
import { auth } from "../../lib/auth";

async function Required() {
  const { data } = await auth.required();
  return <h1>Secret of {data.name}</h1>;
}

export default function Page() {
  return (
    <Suspense>
      <Required />
    </Suspense>
  );
}
