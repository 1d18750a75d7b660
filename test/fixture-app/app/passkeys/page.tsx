import { SignInButton } from "signet-auth/react/sign-in";
import { SignIn } from "./sign-in";

/** A sign-in page with passkeys. The page itself is a Server Component. */
export default function PasskeySignIn() {
  return (
    <main>
      <SignIn />
      <SignInButton method="passkey" basePath="/api/passkeys" id="without-script">
        Form
      </SignInButton>
    </main>
  );
}
