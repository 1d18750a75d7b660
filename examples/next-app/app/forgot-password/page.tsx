import { forgotPassword } from "../actions";
import { Field, Form } from "../form";

export default function ForgotPassword() {
  return (
    <main>
      <h1>Forgot the password?</h1>
      <Form action={forgotPassword} submit="Send me a link">
        <Field label="E-mail" name="email" type="email" autoComplete="username" />
      </Form>
    </main>
  );
}
