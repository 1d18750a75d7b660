"use client";

import { useEffect } from "react";
import { isPracticePath } from "@/lib/practice/practice-path";

/**
 * Loads the page anew after a client-side navigation from another part of the Lab. The document still has
 * the policy of that part, and that policy refuses the code editor's styles. Links to the practice load the
 * page themselves, so this happens after a redirect of a form only.
 */
export function DocumentPolicy() {
  useEffect(() => {
    const [document] = performance.getEntriesByType("navigation");
    if (document !== undefined && !isPracticePath(new URL(document.name).pathname)) {
      location.reload();
    }
  }, []);
  return null;
}
