import { useCallback, useEffect, useState } from "react";
import type { SessionData } from "./iron";

async function fetchJson(init?: RequestInit): Promise<SessionData> {
  const headers = { accept: "application/json", "content-type": "application/json" };
  const response = await fetch("/api/iron/session", { headers, ...init });
  return await response.json();
}

/** Reads the session from the API route, and changes it there. */
export function useIronSession() {
  const [session, setSession] = useState<SessionData>();
  useEffect(() => {
    fetchJson().then(setSession);
  }, []);
  const login = useCallback(
    async (username: string) =>
      setSession(await fetchJson({ method: "POST", body: JSON.stringify({ username }) })),
    [],
  );
  const logout = useCallback(async () => setSession(await fetchJson({ method: "DELETE" })), []);
  return { session, login, logout };
}
