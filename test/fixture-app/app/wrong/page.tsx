import { auth } from "../../lib/auth";

export const dynamic = "force-dynamic";

/** Tries to sign somebody in where no cookie can be set. */
export default async function Wrong() {
  const outcome = await auth.signIn({ userId: "wrong", data: { name: "Wrong" } }).then(
    () => "signed in",
    (error: unknown) => (error instanceof Error ? error.message : "unknown"),
  );
  return <p>{outcome}</p>;
}
