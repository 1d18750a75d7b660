import type { StrategyName } from "@/lib/strategies";
import { Field } from "../ui/field";
import { OperationForm } from "./operation-form";

/** Sets the first password, or changes it. */
export function PasswordPart(props: { readonly strategy: StrategyName; readonly isSet: boolean }) {
  const { strategy, isSet } = props;
  return (
    <OperationForm
      strategy={strategy}
      operation={isSet ? "changePassword" : "setPassword"}
      button={isSet ? "Change the password" : "Set a password"}
      pending="Saving…"
    >
      {isSet && (
        <Field
          label="Current password"
          name="current"
          type="password"
          autoComplete="current-password"
          required
          maxLength={128}
        />
      )}
      <Field
        label="New password"
        name="password"
        type="password"
        autoComplete="new-password"
        required
        minLength={15}
        maxLength={128}
        hint="15 to 128 characters. Common passwords are refused."
      />
    </OperationForm>
  );
}
