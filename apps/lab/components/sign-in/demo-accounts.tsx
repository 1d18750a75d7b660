"use client";

import { useActionState } from "react";
import { signIn } from "@/app/actions/sign-in";
import type { SignInState } from "@/lib/form-states";
import type { StrategyName } from "@/lib/strategies";
import { demoAccounts } from "@/lib/users/demo-accounts";
import { Code } from "../ui/code";
import { Notice } from "../ui/notice";
import { SubmitButton } from "../ui/submit-button";

const untouched: SignInState = { error: null, isWrong: false, username: "" };

/** Lists the demo accounts, each with a button that signs in. */
export function DemoAccounts(props: {
  readonly strategy: StrategyName;
  readonly returnTo: string;
}) {
  const [state, submit] = useActionState(signIn, untouched);
  return (
    <div className="grid gap-2">
      {state.error && (
        <Notice tone="alarm" role="alert">
          {state.error}
        </Notice>
      )}
      <ul className="grid gap-2">
        {demoAccounts.map(({ username, password, name, role }) => (
          <li key={username}>
            <form
              action={submit}
              className="grid items-center gap-2 rounded-lg bg-well px-3 py-2.5 @sm:grid-cols-[1fr_auto]"
            >
              <input type="hidden" name="strategy" value={props.strategy} />
              <input type="hidden" name="returnTo" value={props.returnTo} />
              <input type="hidden" name="username" value={username} />
              <input type="hidden" name="password" value={password} />
              <p className="text-sm">
                <span className="font-semibold">{name}</span>
                <span className="text-soft">, {role}</span>
                <span className="block text-xs text-soft">
                  <Code>{username}</Code> with <Code>{password}</Code>
                </span>
              </p>
              <SubmitButton kind="secondary" pending="Signing in…">
                Sign in as {name.split(" ", 1)}
              </SubmitButton>
            </form>
          </li>
        ))}
      </ul>
    </div>
  );
}
