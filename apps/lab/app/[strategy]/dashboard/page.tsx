import type { Metadata } from "next";
import {
  changeUnderDatabase,
  changeUnderHybrid,
  changeUnderJwt,
  changeUnderSealed,
} from "@/app/actions/change-data";
import { Dashboard } from "@/components/account/dashboard";
import { databaseAuth, hybridAuth, jwtAuth, sealedAuth } from "@/lib/auth";
import { strategies } from "@/lib/strategies";
import { type StrategyParams, strategyFrom } from "@/lib/strategy-params";

interface Props {
  readonly params: StrategyParams;
}

const pages = {
  jwt: jwtAuth.page((session) => (
    <Dashboard strategy="jwt" session={session} change={changeUnderJwt} />
  )),
  sealed: sealedAuth.page((session) => (
    <Dashboard strategy="sealed" session={session} change={changeUnderSealed} />
  )),
  database: databaseAuth.page((session) => (
    <Dashboard strategy="database" session={session} change={changeUnderDatabase} />
  )),
  hybrid: hybridAuth.page((session) => (
    <Dashboard strategy="hybrid" session={session} change={changeUnderHybrid} />
  )),
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `${strategies[await strategyFrom(params)].title} dashboard` };
}

export default async function Page(props: Props) {
  return pages[await strategyFrom(props.params)](props);
}
