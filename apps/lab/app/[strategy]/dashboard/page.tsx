import type { Metadata } from "next";
import {
  changeDatabaseData,
  changeHybridData,
  changeJwtData,
  changeSealedData,
} from "@/app/actions/change-session-data";
import { DashboardPage } from "@/components/dashboard/dashboard-page";
import { databaseAuth, hybridAuth, jwtAuth, sealedAuth } from "@/lib/auth";
import { strategies } from "@/lib/strategies";
import { type StrategyParams, strategyFrom } from "@/lib/strategy-params";

interface Props {
  readonly params: StrategyParams;
}

const pages = {
  jwt: jwtAuth.page((session) => (
    <DashboardPage strategy="jwt" session={session} change={changeJwtData} />
  )),
  sealed: sealedAuth.page((session) => (
    <DashboardPage strategy="sealed" session={session} change={changeSealedData} />
  )),
  database: databaseAuth.page((session) => (
    <DashboardPage strategy="database" session={session} change={changeDatabaseData} />
  )),
  hybrid: hybridAuth.page((session) => (
    <DashboardPage strategy="hybrid" session={session} change={changeHybridData} />
  )),
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `${strategies[await strategyFrom(params)].title} dashboard` };
}

export default async function Page(props: Props) {
  return pages[await strategyFrom(props.params)](props);
}
