import type { User } from "signet-auth/accounts";
import type { Session } from "signet-auth/next";
import { SignInForm } from "signet-auth/react/sign-in";
import type { ListedAuthenticator } from "signet-auth/sign-in";
import { practiceProvider } from "@/lib/accounts/practice-provider";
import { isStored, type StrategyName } from "@/lib/strategies";
import { MethodButton } from "../methods/method-button";
import { hasOutcome, OutcomeNotice } from "../methods/outcome-notice";
import { SignOutForm } from "../sign-in/sign-out-form";
import { LinkButton } from "../ui/button";
import { Code } from "../ui/code";
import { DefinitionList } from "../ui/definition-list";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";
import { PageHeading } from "../ui/page-heading";
import { Panel, PanelPart } from "../ui/panel";
import { AddPasskey } from "./add-passkey";
import { AuthenticatorApp } from "./authenticator-app";
import { AuthenticatorList } from "./authenticator-list";
import { OperationForm } from "./operation-form";
import { PasswordPart } from "./password-part";
import { SessionProofs } from "./session-proofs";

export interface AccountPageProps {
  readonly strategy: StrategyName;
  readonly session: Session<object>;
  /** `null` for a demo account, which the Lab proves by itself. */
  readonly user: User | null;
  readonly authenticators: readonly ListedAuthenticator[];
  readonly query: Readonly<Record<string, unknown>>;
}

/** The account of a user: who it is, how to sign in, and the second factor. */
export function AccountPage(props: AccountPageProps) {
  const { strategy, session, user } = props;
  const now = Date.now();
  return (
    <div data-strategy={strategy} className="mx-auto max-w-2xl">
      <PageHeading strategy={strategy} title="Your account">
        All four strategies share the accounts. A session holds what was proved, and when.
      </PageHeading>
      <div className="grid gap-6">
        {hasOutcome(props.query) && <OutcomeNotice query={props.query} />}
        <Panel strategy={strategy}>
          <PanelPart heading="This session" level={2}>
            <SessionProofs session={session} now={now} />
          </PanelPart>
          {user === null ? (
            <DemoPart strategy={strategy} />
          ) : (
            <AddressPart {...props} user={user} />
          )}
        </Panel>
        {user !== null && <Ways {...props} now={now} />}
      </div>
      <div className="flex flex-wrap gap-2 pt-6">
        {isStored(strategy) && <LinkButton href={`/${strategy}/devices`}>Devices</LinkButton>}
        <LinkButton href={`/${strategy}/dashboard`}>Dashboard</LinkButton>
        <SignOutForm strategy={strategy} />
        {session.proofs?.some(({ method }) => method === "provider") && (
          <SignInForm
            method="provider"
            operation="signOut"
            basePath={`/api/${strategy}`}
            returnTo={`/#${strategy}`}
          >
            <MethodButton>Sign out here and at the provider</MethodButton>
          </SignInForm>
        )}
      </div>
    </div>
  );
}

function DemoPart({ strategy }: { readonly strategy: StrategyName }) {
  return (
    <PanelPart>
      <Notice>
        You are signed in with an account of the Lab’s own, proved by the Lab’s own code, so there
        is nothing to change here. Sign in with the practice provider, a passkey, a link or a
        password of the library to see an account.
      </Notice>
      <div>
        <LinkButton href={`/${strategy}/sign-in?prompt=login&returnTo=/${strategy}/account`}>
          Sign in another way
        </LinkButton>
      </div>
    </PanelPart>
  );
}

function AddressPart({ strategy, user }: { readonly strategy: StrategyName; readonly user: User }) {
  return (
    <PanelPart heading="You" level={2}>
      <DefinitionList
        items={[
          { term: "Name", value: user.name ?? "none" },
          {
            term: "E-mail",
            value:
              user.email === null ? (
                "none"
              ) : (
                <>
                  <Code>{user.email}</Code>,{" "}
                  {user.emailVerifiedAt === null ? "not proved" : "proved"}
                </>
              ),
          },
        ]}
      />
      <OperationForm
        strategy={strategy}
        operation="changeEmail"
        button="Change the address"
        pending="Sending a mail…"
      >
        <Field label="New e-mail address" name="email" type="email" required maxLength={254} />
      </OperationForm>
    </PanelPart>
  );
}

function Ways(props: AccountPageProps & { readonly now: number }) {
  const { strategy, authenticators, now } = props;
  const has = (kind: string) => authenticators.some((one) => one.kind === kind);
  return (
    <>
      <Panel strategy={strategy}>
        <PanelPart heading="Your ways to sign in" level={2}>
          <AuthenticatorList {...{ strategy, authenticators, now }} />
        </PanelPart>
        {practiceProvider() !== null && (
          <PanelPart heading="Practice provider" level={2}>
            <OperationForm
              strategy={strategy}
              operation="link"
              button="Link an identity of the provider"
              pending="Opening the provider…"
            />
          </PanelPart>
        )}
        <PanelPart heading="Passkeys" level={2}>
          <AddPasskey basePath={`/api/${strategy}`} />
        </PanelPart>
        <PanelPart heading="Password" level={2}>
          <PasswordPart strategy={strategy} isSet={has("password")} />
        </PanelPart>
      </Panel>
      <Panel strategy={strategy}>
        <PanelPart heading="Second factor" level={2}>
          {!has("totp") && <AuthenticatorApp strategy={strategy} />}
          <OperationForm
            strategy={strategy}
            operation="makeCodes"
            button={has("recovery-code") ? "Make new recovery codes" : "Make recovery codes"}
            pending="Making codes…"
          />
        </PanelPart>
        <PanelPart heading="Delete the account" level={2}>
          <OperationForm
            strategy={strategy}
            operation="removeUser"
            kind="danger"
            button="Delete this account"
            pending="Deleting…"
          />
        </PanelPart>
      </Panel>
    </>
  );
}
