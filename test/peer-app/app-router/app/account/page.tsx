import { redirect } from "next/navigation";
import { getServerSession } from "next-auth/next";
import { authOptions } from "../../auth";

/** A Server Component that guards itself. */
export default async function Account() {
  const session = await getServerSession(authOptions);
  if (!session) redirect("/api/auth/signin?callbackUrl=/account");
  return (
    <>
      <h1>Account</h1>
      <p>
        {session.user.name} is {session.user.role} {session.user.id}
      </p>
      <p>Keys: {Object.keys(session).join(", ")}</p>
    </>
  );
}
