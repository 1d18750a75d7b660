"use client";

import { type StrategyName, strategies } from "@/lib/strategies";
import { isOver } from "../live/stream";
import { useHeard } from "../live/use-live";
import { Dot } from "../ui/strategy-tag";

export interface SignedInSide {
  readonly strategy: StrategyName;
  readonly name: string;
  /** The session's id. */
  readonly session: string;
}

/** Who this browser is signed in as, on each side; a hybrid session only until its page hears its end. */
export function SignedInAs({ sides }: { readonly sides: readonly SignedInSide[] }) {
  const hybrid = sides.find(({ strategy }) => strategy === "hybrid");
  const { watched } = useHeard(hybrid?.session ?? "");
  const live =
    watched !== null && isOver(watched) ? sides.filter((side) => side !== hybrid) : sides;
  const names = [...new Set(live.map(({ name }) => name))];
  if (names.length === 0) return <p className="text-soft">Not signed in</p>;
  return (
    <ul aria-label="Signed in as" className="flex min-w-0 flex-wrap items-center gap-x-4">
      {names.map((name) => (
        <Person key={name} name={name} sides={live.filter((side) => side.name === name)} />
      ))}
    </ul>
  );
}

function Person(props: { readonly name: string; readonly sides: readonly SignedInSide[] }) {
  return (
    <li className="flex min-w-0 items-center gap-2">
      <span className="truncate font-semibold">{props.name}</span>
      <span className="flex items-center gap-1">
        {props.sides.map(({ strategy }) => (
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
