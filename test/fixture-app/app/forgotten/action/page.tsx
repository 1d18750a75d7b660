import { auth } from "../../../lib/auth";

/** Wrong: nobody waits for the session. */
async function act() {
  "use server";
  auth.required();
}

export default function Action() {
  return (
    <form action={act}>
      <button type="submit">Act</button>
    </form>
  );
}
