import Link from "next/link";
import { Suspense } from "react";
import { auth } from "../auth";

export default function Home() {
  return (
    <main>
      <h1>One line chooses the strategy</h1>
      <p>
        This app signs people in, guards its pages, lists devices and signs them out. In{" "}
        <code>auth.ts</code> one line says where sessions live.
      </p>
      <Suspense fallback={<p>Looking who you are …</p>}>
        <Welcome />
      </Suspense>
    </main>
  );
}

async function Welcome() {
  const session = await auth();
  return session === null ? (
    <p>
      You are signed out. <Link href="/sign-in">Sign in</Link>
    </p>
  ) : (
    <p>
      You are signed in as {session.data.name}. <Link href="/dashboard">Go to the dashboard</Link>
    </p>
  );
}
