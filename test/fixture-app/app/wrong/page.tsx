import { Suspense } from "react";
import { auth } from "../../lib/auth";

/** Tries to sign a user in where no cookie can be set. */
async function Wrong() {
  const outcome = await auth.signIn({ userId: "wrong", data: { name: "Wrong" } }).then(
    () => "signed in",
    (error: unknown) => (error instanceof Error ? error.message : "unknown"),
  );
  return <p>{outcome}</p>;
}

export default function Page() {
  return (
    <Suspense>
      <Wrong />
    </Suspense>
  );
}
