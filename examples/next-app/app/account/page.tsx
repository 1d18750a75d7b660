import { auth } from "../../auth";
import { Field, Form } from "../form";
import { changePassword, rename } from "./actions";

export default auth.page(async (session) => {
  const user = await auth.account.user();
  return (
    <main>
      <h1>Your account</h1>
      <Form action={rename} submit="Rename">
        <Field label="Name" name="name" autoComplete="name" defaultValue={session.data.name} />
      </Form>
      <h2>Password</h2>
      <Form action={changePassword} submit="Change the password">
        <Field
          label="E-mail"
          name="email"
          autoComplete="username"
          defaultValue={user?.email ?? ""}
          readOnly
        />
        <Field
          label="Current password"
          name="current"
          type="password"
          autoComplete="current-password"
        />
        <Field
          label="New password, 15 characters or more"
          name="password"
          type="password"
          autoComplete="new-password"
        />
      </Form>
    </main>
  );
});
