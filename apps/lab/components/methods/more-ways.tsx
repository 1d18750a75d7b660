import Link from "next/link";
import { SignInButton, SignInForm } from "signet-auth/react/sign-in";
import { practiceProvider } from "@/lib/accounts/practice-provider";
import type { StrategyName } from "@/lib/strategies";
import { buttonClass, LinkButton } from "../ui/button";
import { Field } from "../ui/field";
import { PanelPart } from "../ui/panel";
import { MethodButton } from "./method-button";
import { PasskeySignIn } from "./passkey-sign-in";

/** Offers every sign-in method of the library. Each works under each strategy. */
export function MoreWays(props: { readonly strategy: StrategyName; readonly returnTo: string }) {
  const { strategy, returnTo } = props;
  const target = { basePath: `/api/${strategy}`, returnTo };
  const passwordAddress = `/${strategy}/password?returnTo=${encodeURIComponent(returnTo)}`;
  return (
    <PanelPart heading="Or with a method of the library" level={2}>
      {practiceProvider() !== null && (
        <SignInButton
          method="provider"
          {...target}
          className={`${buttonClass("secondary")} w-full`}
        >
          Continue with the practice provider
        </SignInButton>
      )}
      <PasskeySignIn {...target} />
      <LinkButton href={passwordAddress}>Use an e-mail address and a password</LinkButton>
      <SignInForm method="email" {...target} className="grid gap-3 pt-2">
        <Field
          label="E-mail address"
          name="email"
          type="email"
          autoComplete="email"
          required
          maxLength={254}
          hint="Any address will do: the Lab sends no mail and shows it in its mailbox."
        />
        <MethodButton>Send me a link</MethodButton>
      </SignInForm>
      <p className="text-sm text-soft">
        <Link href="/mailbox" className="text-ink underline underline-offset-4">
          This browser’s mailbox
        </Link>{" "}
        has the mails that the Lab would have sent.
      </p>
    </PanelPart>
  );
}
