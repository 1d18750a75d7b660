import type { ReactNode } from "react";
import { PageHeading } from "../ui/page-heading";

/** Tells the user that the session store does not answer. */
export function StoreUnavailable({ children }: { readonly children?: ReactNode }) {
  return (
    <div className="pb-8">
      <PageHeading title="The session store does not answer">
        If you were signed in, you still are: your browser keeps its cookie. JWT and Sealed use no
        store and still work. Hybrid works for a few more seconds.
      </PageHeading>
      {children}
    </div>
  );
}
