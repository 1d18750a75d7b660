"use client";

import { useActionState } from "react";
import { register } from "@/app/actions/register";
import type { RegisterState } from "@/lib/form-states";
import { type StrategyName, strategies, strategyNames } from "@/lib/strategies";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";
import { SubmitButton } from "../ui/submit-button";
import { useFocusFirstError } from "../ui/use-focus-first-error";

export function RegisterForm(props: {
  readonly strategy: StrategyName;
  /** The path of the next page. Empty for the dashboard of the chosen strategy. */
  readonly returnTo: string;
}) {
  const { strategy, returnTo } = props;
  const untouched: RegisterState = { errors: {}, typed: { username: "", name: "", strategy } };
  const [state, submit] = useActionState(register, untouched);
  const form = useFocusFirstError(state);
  const { errors, typed } = state;
  return (
    <form ref={form} action={submit} className="grid gap-5">
      <input type="hidden" name="returnTo" value={returnTo} />
      {Object.values(errors).some(Boolean) && (
        <Notice tone="alarm" role="alert">
          {errors.form ?? "No account was created. Correct the marked fields below."}
        </Notice>
      )}
      <Field
        label="User name"
        name="username"
        hint="2 to 32 characters: the letters a to z, digits, dot, underscore and hyphen"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={64}
        defaultValue={typed.username}
        error={errors.username}
      />
      <Field
        label="Name"
        name="name"
        hint="The Lab shows this name"
        autoComplete="name"
        required
        maxLength={64}
        defaultValue={typed.name}
        error={errors.name}
      />
      <Field
        label="Password"
        name="password"
        type="password"
        hint="At least 8 characters. Do not use a password of another account"
        autoComplete="new-password"
        required
        minLength={8}
        maxLength={256}
        error={errors.password}
      />
      <StrategyChoice chosen={typed.strategy} />
      <SubmitButton pending="Creating the account…">Create the account and sign in</SubmitButton>
    </form>
  );
}

function StrategyChoice({ chosen }: { readonly chosen: string }) {
  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="pb-1.5 text-sm font-semibold">Strategy for the sign-in</legend>
      {strategyNames.map((name) => (
        <label
          key={name}
          data-strategy={name}
          className="flex min-h-11 cursor-pointer items-center gap-3 rounded-lg border border-edge px-4 py-2 text-sm has-checked:border-accent has-checked:bg-tint"
        >
          <input
            type="radio"
            name="strategy"
            value={name}
            defaultChecked={name === chosen}
            className="size-4 shrink-0 accent-(--accent)"
          />
          <span>
            <span className="font-semibold text-accent">{strategies[name].title}.</span>{" "}
            {strategies[name].motto}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
