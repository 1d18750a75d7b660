import type { ReactNode } from "react";

/** A piece of code or of data within a sentence. */
export function Code({ children }: { readonly children: ReactNode }) {
  return <code className="font-mono text-[0.92em] wrap-anywhere">{children}</code>;
}
