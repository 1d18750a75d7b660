import { getIronSession } from "iron-session";
import type { GetServerSideProps } from "next";
import { type SessionData, sessionOptions } from "../../lib/iron";

export default function ProtectedServer({ username }: { username: string }) {
  return <main>Hello {username}, the server guards this page.</main>;
}

export const getServerSideProps = (async ({ req, res }) => {
  const session = await getIronSession<SessionData>(req, res, sessionOptions);
  if (!session.isLoggedIn) return { redirect: { destination: "/iron", permanent: false } };
  return { props: { username: session.username ?? "" } };
}) satisfies GetServerSideProps;
