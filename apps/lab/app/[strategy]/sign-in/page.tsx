import type { Metadata } from "next";
import { type SearchParams, SignInPage } from "@/components/sign-in/sign-in-page";
import { strategies } from "@/lib/strategies";
import { type StrategyParams, strategyFrom } from "@/lib/strategy-params";

interface Props {
  readonly params: StrategyParams;
  readonly searchParams: SearchParams;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Sign in with ${strategies[await strategyFrom(params)].noun}` };
}

export default async function Page({ params, searchParams }: Props) {
  return <SignInPage strategy={await strategyFrom(params)} searchParams={searchParams} />;
}
