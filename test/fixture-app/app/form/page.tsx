import { Suspense } from "react";
import { auth } from "../../lib/auth";
import { leave, rename } from "./actions";

async function Name() {
  const session = await auth();
  return <h1>{session === null ? "Nobody" : session.data.name}</h1>;
}

export default function Form() {
  return (
    <main>
      <Suspense>
        <Name />
      </Suspense>
      <form action={rename}>
        <input name="name" aria-label="Name" />
        <button type="submit">Rename</button>
      </form>
      <form action={leave}>
        <button type="submit">Leave</button>
      </form>
    </main>
  );
}
