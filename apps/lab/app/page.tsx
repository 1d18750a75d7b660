import { Differences } from "@/components/home/differences";
import { Hero } from "@/components/home/hero";
import { OverHttp } from "@/components/home/over-http";
import { StrategyPanel } from "@/components/home/strategy-panel";
import { observe } from "@/lib/observe";

export default async function Home() {
  // One after the other, so that none pays for another's time.
  const jwt = await observe("jwt");
  const sealed = await observe("sealed");
  const database = await observe("database");
  const hybrid = await observe("hybrid");
  const now = Date.now();
  return (
    <>
      <Hero />
      <div className="grid items-start gap-6 lg:grid-cols-2 xl:gap-8">
        <StrategyPanel observation={jwt} now={now} />
        <StrategyPanel observation={sealed} now={now} />
        <StrategyPanel observation={database} now={now} />
        <StrategyPanel observation={hybrid} now={now} />
      </div>
      <Differences />
      <OverHttp />
    </>
  );
}
