"use client";

import { useSession } from "next-auth/react";

export default function Required() {
  const { data: session, status } = useSession({ required: true });
  if (status === "loading") return <p>Loading…</p>;
  return <p>Only for people with a session, such as {session.user.name}</p>;
}
