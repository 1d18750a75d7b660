import type { ReactNode } from "react";
import { PageHeading } from "./ui/page-heading";

/** Said wherever the session store does not answer. */
export function Outage({ children }: { readonly children?: ReactNode }) {
  return (
    <div className="pb-8">
      <PageHeading title="The session store cannot answer">
        If you were signed in, you still are: your browser keeps its cookie. JWT and Sealed need no
        store and still work. Hybrid works for a few seconds more.
      </PageHeading>
      {children}
    </div>
  );
}
