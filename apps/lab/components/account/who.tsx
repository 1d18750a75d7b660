import { observe } from "@/lib/observe";
import { strategyNames } from "@/lib/strategies";
import { SignedInAs, type SignedInSide } from "./signed-in-as";

/** Says who is signed in, wherever one is. What cannot be told during an outage is left out. */
export async function Who() {
  const observations = await Promise.all(strategyNames.map((strategy) => observe(strategy)));
  const sides = observations.flatMap(({ strategy, reading }): SignedInSide[] => {
    if (reading.status !== "active") return [];
    const { id, data } = reading.session;
    return [{ strategy, name: data.name, session: id }];
  });
  return <SignedInAs sides={sides} />;
}
