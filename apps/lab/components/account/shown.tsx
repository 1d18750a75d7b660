import Link from "next/link";
import type { AccountState } from "@/lib/accounts/account-state";
import { Notice } from "../ui/notice";

/** Shows the outcome of an operation. */
export function Shown({ state }: { readonly state: AccountState }) {
  if (state.tone === null) return null;
  return (
    <Notice tone={state.tone} role={state.tone === "alarm" ? "alert" : "status"}>
      <p>{state.text}</p>
      {state.signIn !== null && (
        <Link href={state.signIn} className="font-semibold underline underline-offset-4">
          Sign in again
        </Link>
      )}
      {state.codes.length > 0 && (
        <ul className="grid grid-cols-2 gap-x-6 gap-y-1 pt-2 font-mono">
          {state.codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
      )}
    </Notice>
  );
}
