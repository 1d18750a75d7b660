import Link from "next/link";
import { Suspense } from "react";
import { auth } from "../auth";

export default function Home() {
  return (
    <main>
      <h1>One line chooses the strategy</h1>
      <p>
        This app has sign-up, sign-in by password, guarded pages and a list of devices. In{" "}
        <code>auth.ts</code>, one line chooses where sessions are stored.
      </p>
      <Suspense fallback={<p>Checking your session …</p>}>
        <Welcome />
      </Suspense>
    </main>
  );
}

async function Welcome() {
  const session = await auth();
  return session === null ? (
    <p>
      You are signed out. <Link href="/sign-in">Sign in</Link> or{" "}
      <Link href="/sign-up">sign up</Link>
    </p>
  ) : (
    <p>
      You are signed in as {session.data.name}. <Link href="/dashboard">Go to the dashboard</Link>
    </p>
  );
}
