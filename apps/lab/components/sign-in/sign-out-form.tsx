import { signOut } from "@/app/actions/sign-out";
import type { StrategyName } from "@/lib/strategies";
import { SubmitButton } from "../ui/submit-button";

export function SignOutForm({ strategy }: { readonly strategy: StrategyName }) {
  return (
    <form action={signOut}>
      <input type="hidden" name="strategy" value={strategy} />
      <SubmitButton kind="secondary" pending="Signing out…">
        Sign out
      </SubmitButton>
    </form>
  );
}
