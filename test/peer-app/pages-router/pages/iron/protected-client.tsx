import { useRouter } from "next/router";
import { useEffect } from "react";
import { useIronSession } from "../../lib/use-session";

export default function ProtectedClient() {
  const { session } = useIronSession();
  const router = useRouter();
  useEffect(() => {
    if (session && !session.isLoggedIn) router.replace("/iron");
  }, [session, router]);
  if (!session?.isLoggedIn) return <main>Loading…</main>;
  return <main>Hello {session.username}, the browser guards this page.</main>;
}
