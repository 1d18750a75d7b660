import { notFound } from "next/navigation";
import { isStrategyName, type StrategyName } from "./strategies";

/** The `params` of a page under `[strategy]`. */
export type StrategyParams = Promise<{ readonly strategy: string }>;

/** Returns the strategy that the address names. Answers 404 for any other name. */
export async function strategyFrom(params: StrategyParams): Promise<StrategyName> {
  const { strategy } = await params;
  return isStrategyName(strategy) ? strategy : notFound();
}
