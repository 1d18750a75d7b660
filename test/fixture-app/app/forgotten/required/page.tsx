import { auth } from "../../../lib/auth";

/** Wrong: nobody waits for the session. */
export default function Required() {
  auth.required();
  return <h1>Shown to everybody</h1>;
}
