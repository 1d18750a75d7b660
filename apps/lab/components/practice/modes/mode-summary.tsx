import Link from "next/link";
import { LinkButton } from "@/components/ui/button";
import type { TopicContent } from "@/lib/practice/content/load";
import { TruthMark } from "../exercise/truth-mark";
import type { Step } from "./stepper";

/** The end of a mode: what is right, what is still open, and the badge. */
export function ModeSummary(props: {
  readonly content: TopicContent;
  readonly noun: "exercise" | "step";
  readonly steps: readonly Step[];
  /** The name of the badge for a mode in which all answers are right. */
  readonly badge: string | null;
}) {
  const { steps, noun, badge } = props;
  const right = steps.filter(({ state }) => state === "right").length;
  const open = steps.find(({ state }) => state !== "right");
  return (
    <div className="grid max-w-3xl gap-6">
      <h2 className="text-xl font-semibold tracking-tight">
        {open ? `${right} of ${steps.length} ${noun}s are right` : `All ${noun}s are right`}
      </h2>
      {badge !== null && !open && <Badge name={badge} />}
      {badge !== null && open && (
        <p className="text-sm text-soft">
          The badge “{badge}” waits until every {noun} is right.
        </p>
      )}
      <ul className="grid gap-1">
        {steps.map(({ href, title, state }) => (
          <li
            key={href}
            className="flex min-h-11 flex-wrap items-center gap-x-4 border-b border-line"
          >
            <Link
              href={href}
              prefetch={false}
              className="rounded-md py-2 underline decoration-edge underline-offset-4 hover:decoration-ink"
            >
              {title}
            </Link>
            {state === "open" ? (
              <span className="text-xs text-soft">not answered</span>
            ) : (
              <TruthMark isTrue={state === "right"} whenTrue="right" whenFalse="not right yet" />
            )}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-3">
        {open && (
          <LinkButton href={open.href} kind="primary">
            Go to the next open {noun}
          </LinkButton>
        )}
        <LinkButton href="/practice" kind={open ? "secondary" : "primary"}>
          Back to the overview
        </LinkButton>
      </div>
    </div>
  );
}

/** A badge: the seal of the Lab with the name. */
function Badge({ name }: { readonly name: string }) {
  return (
    <p className="flex w-fit items-center gap-4 rounded-2xl border border-hybrid bg-card px-5 py-4 shadow-(--shadow)">
      <svg viewBox="0 0 32 32" className="size-12" aria-hidden="true">
        <circle cx="16" cy="16" r="15" className="fill-hybrid" />
        <circle cx="16" cy="16" r="11.5" fill="none" className="stroke-card" />
        <path
          d="m10.5 16.5 3.8 3.8 7.4-8"
          fill="none"
          strokeWidth="2.5"
          strokeLinecap="round"
          strokeLinejoin="round"
          className="stroke-card"
        />
      </svg>
      <span>
        <span className="block text-xs text-soft">Badge</span>
        <span className="text-lg font-semibold">{name}</span>
      </span>
    </p>
  );
}
