import type { Metadata } from "next";
import { AccountPage } from "@/components/account/account-page";
import { auths } from "@/lib/auth";
import { type StrategyParams, strategyFrom } from "@/lib/strategy-params";

interface Props {
  readonly params: StrategyParams;
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export const metadata: Metadata = { title: "Account" };

export default async function Page({ params, searchParams }: Props) {
  const strategy = await strategyFrom(params);
  const { account, required } = auths[strategy];
  const session = await required();
  const [user, authenticators, query] = await Promise.all([
    account.user(),
    account.authenticators(),
    searchParams,
  ]);
  return <AccountPage {...{ strategy, session, user, authenticators, query }} />;
}
