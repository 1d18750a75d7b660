import type { ReactNode } from "react";
import { auth } from "../../lib/auth";

export default auth.page(({ data }, { children }: { readonly children: ReactNode }) => (
  <section>
    <p>Secret of {data.name}, around</p>
    {children}
  </section>
));
