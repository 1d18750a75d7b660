import { auth } from "../../../lib/auth";

/** Wrong on purpose: the promise is not awaited. */
export default function Required() {
  auth.required();
  return <h1>Shown to everybody</h1>;
}
