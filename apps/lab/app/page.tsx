import { ComparisonTable } from "@/components/home/comparison-table";
import { Doors } from "@/components/home/doors";
import { Hero } from "@/components/home/hero";
import { HttpEndpoints } from "@/components/home/http-endpoints";
import { StrategyPanel } from "@/components/home/strategy-panel";
import { inspectSession } from "@/lib/session/inspect-session";

export default async function Home() {
  // One after the other, so the reads do not delay each other.
  const jwt = await inspectSession("jwt");
  const sealed = await inspectSession("sealed");
  const database = await inspectSession("database");
  const hybrid = await inspectSession("hybrid");
  const now = Date.now();
  return (
    <>
      <Hero />
      <Doors />
      <div id="strategies" className="grid scroll-mt-6 items-start gap-6 lg:grid-cols-2 xl:gap-8">
        <StrategyPanel inspection={jwt} now={now} />
        <StrategyPanel inspection={sealed} now={now} />
        <StrategyPanel inspection={database} now={now} />
        <StrategyPanel inspection={hybrid} now={now} />
      </div>
      <ComparisonTable />
      <HttpEndpoints />
    </>
  );
}
