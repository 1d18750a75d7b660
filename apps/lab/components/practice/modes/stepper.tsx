import Link from "next/link";

export type StepState = "right" | "tried" | "open";

export interface Step {
  readonly href: string;
  readonly title: string;
  readonly state: StepState;
  readonly isCurrent: boolean;
}

const SIGNS: Record<StepState, string> = { right: "✓", tried: "●", open: "" };
const LOOKS: Record<StepState, string> = {
  right: "border-hybrid text-hybrid",
  tried: "border-jwt text-jwt",
  open: "border-edge text-soft",
};
const WORDS: Record<StepState, string> = {
  right: "right",
  tried: "answered, not right yet",
  open: "not answered",
};

/** The list of the exercises with their states. It works without JavaScript. */
export function Stepper(props: {
  readonly label: string;
  /** The name of one step: "Exercise", "Step" or "Question". */
  readonly noun: string;
  readonly steps: readonly Step[];
}) {
  return (
    <nav aria-label={props.label}>
      <ol className="flex flex-wrap gap-1.5">
        {props.steps.map(({ href, title, state, isCurrent }, place) => (
          <li key={href}>
            <Link
              href={href}
              prefetch={false}
              title={title}
              aria-current={isCurrent ? "step" : undefined}
              className={`grid h-11 min-w-11 place-items-center rounded-lg border bg-card px-1.5 text-sm tabular-nums hover:bg-tint aria-[current]:border-2 aria-[current]:bg-tint aria-[current]:font-semibold aria-[current]:text-ink ${LOOKS[state]}`}
            >
              <span className="sr-only">
                {`${props.noun} ${place + 1}: ${title} (${WORDS[state]})`}
              </span>
              <span aria-hidden="true" className="flex items-center gap-1">
                {place + 1}
                {SIGNS[state] !== "" && <span className="text-[0.7em]">{SIGNS[state]}</span>}
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
