import Link from "next/link";
import { signIn } from "../actions";
import { Choice, Field, Form } from "../form";

export default function SignIn() {
  return (
    <main>
      <h1>Sign in</h1>
      <Form action={signIn} submit="Sign in">
        <Field label="E-mail" name="email" type="email" autoComplete="username" />
        <Field label="Password" name="password" type="password" autoComplete="current-password" />
        <Choice label="Keep me signed in" name="remember" />
      </Form>
      <p>
        New here? <Link href="/sign-up">Sign up</Link>
      </p>
      <p>
        <Link href="/forgot-password">Forgot the password?</Link>
      </p>
    </main>
  );
}
