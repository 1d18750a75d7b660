import { inspectSession } from "@/lib/session/inspect-session";
import { strategyNames } from "@/lib/strategies";
import { SignedInNames, type SignIn } from "./signed-in-names";

/** Shows the signed-in users. Leaves out a session that cannot be read during a store outage. */
export async function SignedInStatus() {
  const inspections = await Promise.all(strategyNames.map((strategy) => inspectSession(strategy)));
  const signIns = inspections.flatMap(({ strategy, reading }): SignIn[] => {
    if (reading.status !== "active") return [];
    const { id, data } = reading.session;
    return [{ strategy, name: data.name, session: id }];
  });
  return <SignedInNames signIns={signIns} />;
}
