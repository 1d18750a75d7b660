"use client";

import { useEffect, useRef } from "react";

/** Shows the result of an action. Takes the focus when the pressed button no longer exists. */
export function ResultMessage({ children }: { readonly children: string | null }) {
  const paragraph = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (children !== null && document.activeElement === document.body) paragraph.current?.focus();
  }, [children]);
  return (
    <p
      ref={paragraph}
      role="status"
      tabIndex={-1}
      className="rounded-md font-semibold not-empty:mb-4 focus-visible:outline-offset-4"
    >
      {children}
    </p>
  );
}
