import { Suspense } from "react";
import { SignInForm } from "./form";

export default function SignIn({ searchParams }: PageProps<"/sign-in">) {
  return (
    <main>
      <h1>Sign in</h1>
      <Suspense>
        <SignInForm searchParams={searchParams} />
      </Suspense>
    </main>
  );
}
