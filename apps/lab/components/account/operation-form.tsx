"use client";

import { type ReactNode, useActionState } from "react";
import { changeAccount } from "@/app/actions/change-account";
import { UNTOUCHED_ACCOUNT } from "@/lib/accounts/account-state";
import type { StrategyName } from "@/lib/strategies";
import type { ButtonKind } from "../ui/button";
import { SubmitButton } from "../ui/submit-button";
import { Shown } from "./shown";

/** A form with one operation of the account, and its outcome. */
export function OperationForm(props: {
  readonly strategy: StrategyName;
  readonly operation: string;
  readonly button: string;
  readonly pending: string;
  readonly kind?: ButtonKind;
  /** Hidden fields. */
  readonly values?: Readonly<Record<string, string>>;
  readonly children?: ReactNode;
}) {
  const [state, submit] = useActionState(changeAccount, UNTOUCHED_ACCOUNT);
  return (
    <div className="grid gap-3">
      <Shown state={state} />
      <form action={submit} className="grid gap-3">
        <input type="hidden" name="strategy" value={props.strategy} />
        <input type="hidden" name="operation" value={props.operation} />
        {Object.entries(props.values ?? {}).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {props.children}
        <div>
          <SubmitButton kind={props.kind ?? "secondary"} pending={props.pending}>
            {props.button}
          </SubmitButton>
        </div>
      </form>
    </div>
  );
}
