"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useSession } from "../use-session";

export default function ProtectedClient() {
  const { session } = useSession();
  const router = useRouter();
  useEffect(() => {
    if (session && !session.isLoggedIn) router.replace("/iron/handler");
  }, [session, router]);
  if (!session?.isLoggedIn) return <p>Loading…</p>;
  return <p>Hello {session.username}, the browser guards this page.</p>;
}
