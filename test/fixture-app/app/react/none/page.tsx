import { SessionProvider } from "signet-auth/react";
import { Shown } from "../shown";

/** Gives no session to the provider, so that the page is static. */
export default function Page() {
  return (
    <SessionProvider>
      <Shown />
    </SessionProvider>
  );
}
