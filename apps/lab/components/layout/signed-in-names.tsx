"use client";

import { type StrategyName, strategies } from "@/lib/strategies";
import { isOver } from "../live/session-events";
import { useKnownSession } from "../live/use-live-session";
import { Dot } from "../ui/strategy-tag";

/** A session of this browser. */
export interface SignIn {
  readonly strategy: StrategyName;
  /** The user's display name. */
  readonly name: string;
  /** The session's id. */
  readonly session: string;
}

/**
 * Lists the users of this browser and their strategies. A hybrid session leaves the list when the page
 * receives its end.
 */
export function SignedInNames({ signIns }: { readonly signIns: readonly SignIn[] }) {
  const hybrid = signIns.find(({ strategy }) => strategy === "hybrid");
  const { status } = useKnownSession(hybrid?.session ?? "");
  const hasEnded = status !== null && isOver(status);
  const live = hasEnded ? signIns.filter((signIn) => signIn !== hybrid) : signIns;
  const names = [...new Set(live.map(({ name }) => name))];
  if (names.length === 0) return <p className="text-soft">Not signed in</p>;
  return (
    <ul aria-label="Signed in as" className="flex min-w-0 flex-wrap items-center gap-x-4">
      {names.map((name) => (
        <Person key={name} name={name} signIns={live.filter((signIn) => signIn.name === name)} />
      ))}
    </ul>
  );
}

function Person(props: { readonly name: string; readonly signIns: readonly SignIn[] }) {
  return (
    <li className="flex min-w-0 items-center gap-2">
      <span className="truncate font-semibold">{props.name}</span>
      <span className="flex items-center gap-1">
        {props.signIns.map(({ strategy }) => (
          <span
            key={strategy}
            data-strategy={strategy}
            title={strategies[strategy].title}
            className="flex"
          >
            <Dot />
            <span className="sr-only">{strategies[strategy].title}</span>
          </span>
        ))}
      </span>
    </li>
  );
}
