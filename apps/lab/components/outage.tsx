import type { ReactNode } from "react";
import { PageHeading } from "./ui/page-heading";

/** Said wherever the session store does not answer. */
export function Outage({ children }: { readonly children?: ReactNode }) {
  return (
    <div className="pb-8">
      <PageHeading title="The session store cannot answer">
        If you were signed in, you still are: nobody was signed out, and your browser keeps its
        cookie. The JWT and Sealed sides need no store and go on, and Hybrid does for a few seconds.
      </PageHeading>
      {children}
    </div>
  );
}
