"use client";

import { useEffect, useState } from "react";
import type { SessionData } from "./lib";

const address = "/iron/handler/session";

async function fetchJson(init?: RequestInit): Promise<SessionData> {
  const headers = { accept: "application/json", "content-type": "application/json" };
  const response = await fetch(address, { headers, ...init });
  return await response.json();
}

/** Reads the session from the Route Handler, and changes it there. */
export function useSession() {
  const [session, setSession] = useState<SessionData>();
  useEffect(() => {
    fetchJson().then(setSession);
  }, []);
  return {
    session,
    login: async (username: string) =>
      setSession(await fetchJson({ method: "POST", body: JSON.stringify({ username }) })),
    increment: async () => setSession(await fetchJson({ method: "PATCH" })),
    logout: async () => setSession(await fetchJson({ method: "DELETE" })),
  };
}
