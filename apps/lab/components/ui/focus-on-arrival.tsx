"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useRef } from "react";

/**
 * On a page that was come to without loading it anew, nothing has the focus once the pressed button is
 * gone. Then it goes to what the address points to, or to the heading.
 */
export function FocusOnArrival() {
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
