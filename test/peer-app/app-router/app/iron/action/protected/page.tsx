import { redirect } from "next/navigation";
import { getSession } from "../session";

export default async function ProtectedServer() {
  const session = await getSession();
  if (!session.isLoggedIn) redirect("/iron/action");
  return <p>Hello {session.username}, this page is for logged in users.</p>;
}
