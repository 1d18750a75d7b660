import { redirect } from "next/navigation";
import { auth } from "../../../lib/auth";

/** Wrong on purpose: a promise is always truthy. */
export default function Tested() {
  const session = auth();
  if (!session) redirect("/sign-in");
  return <h1>Shown to everybody</h1>;
}
