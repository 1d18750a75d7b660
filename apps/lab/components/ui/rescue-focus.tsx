"use client";

import { useEffect, useRef } from "react";

/** When what it stands for changes and took the focused button away, the focus goes to an element. */
export function RescueFocus({ to, when }: { readonly to: string; readonly when: string }) {
  const before = useRef(when);
  useEffect(() => {
    if (before.current === when) return;
    before.current = when;
    if (document.activeElement !== document.body) return;
    document.getElementById(to)?.focus({ preventScroll: true });
  }, [to, when]);
  return null;
}
