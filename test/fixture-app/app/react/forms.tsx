import { Suspense } from "react";
import { auth } from "../../lib/auth";
import { rename, signIn, signOut } from "./actions";

async function Name() {
  const reading = await auth.read();
  return <p id="server">{reading.status === "active" ? reading.session.data.name : "nobody"}</p>;
}

/** Forms whose Server Actions change the session, and what the server shows. */
export function Forms() {
  return (
    <div>
      <Suspense>
        <Name />
      </Suspense>
      <form action={signIn}>
        <button type="submit">Sign in</button>
      </form>
      <form action={signOut}>
        <button type="submit">Sign out</button>
      </form>
      <form action={rename}>
        <button type="submit">Rename</button>
      </form>
    </div>
  );
}
