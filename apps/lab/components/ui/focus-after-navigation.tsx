"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useRef } from "react";

/**
 * Sets the focus after a client-side navigation. The pressed button no longer exists then, so nothing has
 * the focus. The focus goes to the element of the address's hash, or else to the heading.
 */
export function FocusAfterNavigation() {
  const address = `${usePathname()}?${useSearchParams()}`;
  const before = useRef(address);
  useEffect(() => {
    if (before.current === address) return;
    before.current = address;
    if (document.activeElement !== document.body) return;
    const target = document.getElementById(location.hash.slice(1));
    (target ?? document.querySelector<HTMLElement>("main h1"))?.focus({ preventScroll: true });
  }, [address]);
  return null;
}
