"use client";
import { useContext, useEffect } from "react";
import { SessionContext } from "./context.ts";
import { addresses, isProduction } from "./environment.ts";
import type { PageWindow } from "./page.ts";
import type { SessionContextValue, UseSessionOptions } from "./types.ts";

declare const window: PageWindow;

/**
 * Returns the session of the next `SessionProvider`, its status, and `update`. With `required: true`,
 * a visitor without a session goes to the sign-in page, or `onUnauthenticated` is called; until then
 * the status is `loading`.
 *
 * @throws Error outside of a `SessionProvider`, except in production
 * @example
 * ```ts
 * import { useSession } from "signet-auth/next-auth/react";
 *
 * export function UserName() {
 *   const { data, status } = useSession();
 *   return status === "authenticated" ? data.user?.name : null;
 * }
 * ```
 */
export function useSession<Required extends boolean>(
  options?: UseSessionOptions<Required>,
): SessionContextValue<Required>;
export function useSession({
  required = false,
  onUnauthenticated,
}: Partial<UseSessionOptions<boolean>> = {}): SessionContextValue | undefined {
  const value = useContext(SessionContext);
  if (value === undefined && !isProduction()) {
    throw new Error("[next-auth]: `useSession` must be wrapped in a <SessionProvider />");
  }
  const mustSignIn = required && value?.status === "unauthenticated";
  useEffect(() => {
    if (!mustSignIn) return;
    if (onUnauthenticated) return onUnauthenticated();
    const callbackUrl = window.location.href;
    const query = new URLSearchParams({ error: "SessionRequired", callbackUrl });
    window.location.href = `${addresses.basePath}/signin?${query}`;
  }, [mustSignIn, onUnauthenticated]);
  if (!mustSignIn) return value;
  return { data: value.data, update: value.update, status: "loading" };
}
