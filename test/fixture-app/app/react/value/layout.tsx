import { type ReactNode, Suspense } from "react";
import { SessionProvider } from "signet-auth/react";
import { auth } from "../../../lib/auth";
import { Shown } from "../shown";

async function WithSession({ children }: { readonly children: ReactNode }) {
  return (
    <SessionProvider session={await auth()}>
      <Shown />
      {children}
    </SessionProvider>
  );
}

/** Gives the session to the provider. */
export default function Layout({ children }: { readonly children: ReactNode }) {
  return (
    <Suspense>
      <WithSession>{children}</WithSession>
    </Suspense>
  );
}
