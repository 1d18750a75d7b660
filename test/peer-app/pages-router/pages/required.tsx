import { useRouter } from "next/router";
import { useSession } from "next-auth/react";

/** /required?own=1 uses its own function for people without a session. */
export default function Required() {
  const router = useRouter();
  const own = router.query["own"] !== undefined;
  const { data: session, status } = useSession({
    required: true,
    ...(own ? { onUnauthenticated: () => void router.push("/closed") } : {}),
  });
  return (
    <main>
      <h1>Required</h1>
      {status === "loading" ? <p>Loading…</p> : <p>Hello {session.user?.name}</p>}
    </main>
  );
}
