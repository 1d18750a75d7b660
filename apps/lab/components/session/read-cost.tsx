import type { DecidedBy } from "signet-auth/next";
import type { SessionInspection } from "@/lib/session/inspect-session";
import { storeInUse } from "@/lib/store/session-store";
import type { StrategyName } from "@/lib/strategies";
import { MeasureForm } from "./measure-form";

const STEPS: Readonly<Record<StrategyName, string>> = {
  jwt: "The server verified the signature and checked the times in the cookie. It read no store.",
  sealed:
    "The server decrypted the cookie with its key and checked the times inside. It read no store.",
  database: `The server read the session from ${storeInUse.title}, ${storeInUse.distance}, and compared the cookie's secret with the stored hash.`,
  hybrid:
    "The server verified the signature and checked that the session is not on its list of ended sessions. It read no store.",
};

/** The steps for a hybrid token when the list of ended sessions was not enough. */
const STORE_READ = `The server verified the signature and read the session from ${storeInUse.title}.`;
const TOKEN_ONLY = "The server verified the signature. It could not read the store.";

/** Shows the steps of a session read: the number of store reads and the size of the cookie. */
export function ReadCost({ inspection }: { readonly inspection: SessionInspection }) {
  const { strategy, reading, cookie } = inspection;
  if (reading.status !== "active") return null;
  const reads = reading.decidedBy === "store" ? 1 : 0;
  return (
    <>
      <ul className="grid grid-cols-2 gap-2">
        <Figure label={reads === 1 ? "store read" : "store reads"} value={reads} />
        <Figure label="bytes of cookie" value={cookie?.size ?? 0} />
      </ul>
      <p className="text-sm text-soft">{stepsFor(strategy, reading.decidedBy)}</p>
      <MeasureForm strategy={strategy} />
    </>
  );
}

function stepsFor(strategy: StrategyName, decidedBy: DecidedBy): string {
  if (strategy !== "hybrid" || decidedBy === "view") return STEPS[strategy];
  return decidedBy === "store" ? STORE_READ : TOKEN_ONLY;
}

const number = new Intl.NumberFormat("en");

function Figure({ label, value }: { readonly label: string; readonly value: number }) {
  return (
    <li className="rounded-lg bg-tint px-4 py-3 text-sm text-soft">
      <span className="block text-2xl font-semibold text-accent tabular-nums">
        {number.format(value)}
      </span>{" "}
      {label}{" "}
    </li>
  );
}
