import type { ReactNode } from "react";
import { topics } from "@/lib/practice/content/topics";
import { exerciseIds } from "@/lib/practice/progress/items";
import { count } from "@/lib/practice/read/texts";
import { strategies, strategyNames } from "@/lib/strategies";

/** The two parts of the Lab, side by side: the comparison below, and the practice. */
export function Doors() {
  const all = topics();
  const modes = all.reduce((sum, { topic }) => sum + topic.modes.length, 0);
  const exercises = all
    .flatMap((content) => content.modes.map((mode) => exerciseIds(mode).length))
    .reduce((sum, each) => sum + each, 0);
  return (
    <section
      aria-label="Two ways to use the Lab"
      className="mb-10 grid gap-5 md:grid-cols-2 xl:gap-8"
    >
      <Door
        href="#strategies"
        title="Compare"
        text="Sign in under all four strategies. See what your browser holds, and what the server does with each request."
        facts={`${strategyNames.length} strategies, side by side`}
        action="See the strategies"
        picture={<ComparePicture />}
      />
      <Door
        href="/practice"
        title="Practise"
        text="Learn when to choose a JWT and when a session. Your answers are programs, and running them is the grade."
        facts={`${count(all.length, "topic")}, ${count(modes, "mode")}, ${count(exercises, "exercise")}`}
        action="Begin to practise"
        picture={<PractisePicture />}
      />
    </section>
  );
}

function Door(props: {
  readonly href: string;
  readonly title: string;
  readonly text: string;
  readonly facts: string;
  readonly action: string;
  readonly picture: ReactNode;
}) {
  return (
    <article className="group relative grid grid-cols-1 grid-rows-[auto_1fr] overflow-hidden rounded-2xl border border-line bg-card shadow-(--shadow) transition-colors hover:border-ink motion-reduce:transition-none">
      <div
        className="grid h-32 place-items-center border-b border-line bg-well px-5"
        aria-hidden="true"
      >
        {props.picture}
      </div>
      <div className="flex flex-col gap-2 px-5 py-5 sm:px-6">
        <h2 className="text-xl font-semibold tracking-tight">
          {/* A plain link: the practice has a policy of its own, so its page is loaded anew. */}
          <a href={props.href} className="after:absolute after:inset-0 after:rounded-2xl">
            {props.title}
          </a>
        </h2>
        <p className="grow text-soft text-pretty">{props.text}</p>
        <p className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 pt-2 text-sm">
          <span className="text-soft">{props.facts}</span>
          <span className="font-semibold underline-offset-4 group-hover:underline">
            {props.action} <span aria-hidden="true">→</span>
          </span>
        </p>
      </div>
    </article>
  );
}

/** Four cookies with the color of their strategy. */
function ComparePicture() {
  return (
    <div className="grid w-full max-w-88 grid-cols-4 gap-2.5">
      {strategyNames.map((strategy) => (
        <div
          key={strategy}
          data-strategy={strategy}
          className="grid gap-1.5 rounded-lg border border-line bg-card p-2"
        >
          <span className="h-1.5 rounded-full bg-accent" />
          <span className="truncate text-center text-xs font-semibold text-accent">
            {strategies[strategy].title}
          </span>
          <span className="h-1 w-4/5 rounded-full bg-line" />
          <span className="h-1 w-3/5 rounded-full bg-line" />
        </div>
      ))}
    </div>
  );
}

/** A program with a filled blank, and the result of its run. */
function PractisePicture() {
  return (
    <div className="grid w-full max-w-88 gap-2 font-mono text-xs sm:text-sm">
      <p className="whitespace-nowrap">
        <span className="max-[359px]:hidden">
          <span className="code-keyword">const</span> user ={" "}
        </span>
        jwt.
        <span className="rounded-md border-2 border-dashed border-hybrid bg-card px-1.5 py-0.5 font-semibold text-hybrid">
          verify
        </span>
        (token, KEY);
      </p>
      <p className="whitespace-nowrap text-hybrid">✓ a forged token is refused</p>
    </div>
  );
}
