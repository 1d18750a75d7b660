import type { GetServerSidePropsContext } from "next";
import { getServerSession } from "next-auth/next";
import { useSession } from "next-auth/react";
import { authOptions } from "../auth";
import { AccessDenied } from "../components/access-denied";

/** The server gives the session to SessionProvider, so the first render has it. */
export default function Server() {
  const { data: session, status } = useSession();
  if (!session?.user) {
    return (
      <main>
        <p>{status}</p>
        <AccessDenied />
      </main>
    );
  }
  return (
    <main>
      <h1>From the server</h1>
      <p>
        {session.user.name} is {session.user.role} ({status})
      </p>
    </main>
  );
}

export async function getServerSideProps(context: GetServerSidePropsContext) {
  const session = await getServerSession(context.req, context.res, authOptions);
  // The name "image" has no value, and Next refuses undefined.
  return { props: { session: JSON.parse(JSON.stringify(session)) } };
}
