import { auth } from "../../lib/auth";
import { leave, rename } from "./actions";

export default async function Form() {
  const session = await auth();
  return (
    <main>
      <h1>{session === null ? "Nobody" : session.data.name}</h1>
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
