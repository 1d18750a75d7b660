import type { ReactNode } from "react";

/** Shows code or data inside a sentence. */
export function Code({ children }: { readonly children: ReactNode }) {
  return <code className="font-mono text-[0.92em] wrap-anywhere">{children}</code>;
}
