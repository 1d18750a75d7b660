import type { Metadata } from "next";
import { returnPath } from "signet-auth/next";
import { PasswordForms } from "@/components/methods/password-forms";
import { LinkButton } from "@/components/ui/button";
import { PageHeading } from "@/components/ui/page-heading";
import { Panel } from "@/components/ui/panel";
import { type StrategyParams, strategyFrom } from "@/lib/strategy-params";

interface Props {
  readonly params: StrategyParams;
  readonly searchParams: Promise<{ readonly returnTo?: string | string[] }>;
}

export const metadata: Metadata = { title: "E-mail and password" };

export default async function Page({ params, searchParams }: Props) {
  const strategy = await strategyFrom(params);
  const returnTo = returnPath((await searchParams).returnTo, `/${strategy}/account`);
  return (
    <div data-strategy={strategy} className="mx-auto max-w-md">
      <PageHeading strategy={strategy} title="E-mail and password">
        The method password() of the library. Its hashes are argon2id.
      </PageHeading>
      <Panel strategy={strategy}>
        <PasswordForms basePath={`/api/${strategy}`} returnTo={returnTo} />
      </Panel>
      <div className="pt-6">
        <LinkButton href={`/${strategy}/sign-in`}>All ways to sign in</LinkButton>
      </div>
    </div>
  );
}
