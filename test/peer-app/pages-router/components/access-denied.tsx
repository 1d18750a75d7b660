import { signIn } from "next-auth/react";

export function AccessDenied() {
  return (
    <>
      <h1>Access denied</h1>
      <button type="button" onClick={() => signIn()}>
        Sign in to see this page
      </button>
    </>
  );
}
