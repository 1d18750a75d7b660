import Link from "next/link";
import { type ReactNode, Suspense } from "react";
import { SessionProvider } from "signet-auth/react";
import { auth } from "../../../lib/auth";
import { Shown } from "../shown";

/** Gives a promise to the provider, so that only `Shown` waits for the session. */
export default function Layout({ children }: { readonly children: ReactNode }) {
  return (
    <SessionProvider session={auth.read()}>
      <Suspense fallback={<p>Waiting</p>}>
        <Shown />
      </Suspense>
      <Link href="/react/promised">Start</Link> <Link href="/react/promised/other">Other</Link>
      {children}
    </SessionProvider>
  );
}
