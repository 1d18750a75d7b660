import Link from "next/link";
import { signUp } from "../actions";
import { Field, Form } from "../form";

export default function SignUp() {
  return (
    <main>
      <h1>Sign up</h1>
      <Form action={signUp} submit="Sign up">
        <Field label="Name" name="name" autoComplete="name" />
        <Field label="E-mail" name="email" type="email" autoComplete="username" />
        <Field
          label="Password, 15 characters or more"
          name="password"
          type="password"
          autoComplete="new-password"
        />
      </Form>
      <p>
        Not new? <Link href="/sign-in">Sign in</Link>
      </p>
    </main>
  );
}
