"use client";

import { usePathname, useRouter } from "next/navigation";
import { useEffect } from "react";
import { sendUnsent } from "./record";

/** Sends the events that wait in this browser when a page of the practice opens, and shows them. */
export function SendUnsent() {
  const router = useRouter();
  const path = usePathname();
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page of the practice sends them
  useEffect(() => {
    void sendUnsent().then((count) => {
      if (count > 0) router.refresh();
    });
  }, [router, path]);
  return null;
}
