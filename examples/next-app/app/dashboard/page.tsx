import { auth } from "../../auth";
import { signOut } from "../actions";

// A visitor without a session goes to the sign-in page, and comes back afterwards.
export default auth.page((session) => (
  <main>
    <h1>Hello {session.data.name}</h1>
    <p>
      Your role is <code>{session.data.role}</code>.
    </p>
    <form action={signOut}>
      <button type="submit">Sign out</button>
    </form>
  </main>
));
