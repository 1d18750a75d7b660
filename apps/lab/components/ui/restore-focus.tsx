"use client";

import { useEffect, useRef } from "react";

/** Sets the focus to an element when a change of `when` has removed the focused button. */
export function RestoreFocus({ to, when }: { readonly to: string; readonly when: string }) {
  const before = useRef(when);
  useEffect(() => {
    if (before.current === when) return;
    before.current = when;
    if (document.activeElement !== document.body) return;
    document.getElementById(to)?.focus({ preventScroll: true });
  }, [to, when]);
  return null;
}
