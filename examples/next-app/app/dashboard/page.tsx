import { auth } from "../../auth";
import { rename, signOut } from "../actions";

// A visitor without a session goes to the sign-in page, and comes back afterwards.
export default auth.page((session) => (
  <main>
    <h1>Hello {session.data.name}</h1>
    <form action={rename}>
      <label>
        Name
        <input name="name" defaultValue={session.data.name} required />
      </label>
      <button type="submit">Rename</button>
    </form>
    <form action={signOut}>
      <button type="submit">Sign out</button>
    </form>
  </main>
));
