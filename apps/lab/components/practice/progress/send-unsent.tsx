"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { sendUnsent } from "./record";

/** Sends the events that wait in this browser when the page opens, and shows them. */
export function SendUnsent() {
  const router = useRouter();
  useEffect(() => {
    void sendUnsent().then((count) => {
      if (count > 0) router.refresh();
    });
  }, [router]);
  return null;
}
