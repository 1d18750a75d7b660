import { auth } from "../../../lib/auth";

/** Wrong on purpose: the promise is not awaited. */
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
