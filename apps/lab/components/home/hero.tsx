import { type StrategyName, strategies } from "@/lib/strategies";

/** Introduces the Lab and shows the code of each strategy. */
export function Hero() {
  return (
    <header className="grid items-end gap-8 pt-10 pb-8 sm:pt-16 lg:grid-cols-[1.1fr_1fr] lg:gap-16">
      <div className="grid gap-5">
        <h1 tabIndex={-1} className="text-3xl font-semibold tracking-tighter text-balance">
          One API, four ways to stay signed in.
        </h1>
        <p className="max-w-xl text-soft text-pretty">
          Sign in with each strategy. The code differs in one line only. Compare the cookies of your
          browser and the steps of the server.
        </p>
      </div>
      <StrategyCode />
    </header>
  );
}

function StrategyCode() {
  return (
    <figure className="overflow-hidden rounded-xl border border-line bg-card font-mono text-xs leading-7 shadow-(--shadow) sm:text-sm sm:leading-8">
      <figcaption className="border-b border-line px-4 py-1 text-soft">auth.ts</figcaption>
      <code className="block overflow-x-auto py-2 whitespace-pre">
        <Line>{"export const auth = createAuth({"}</Line>
        <Line strategy="jwt">{"  strategy: jwt(),"}</Line>
        <Line strategy="sealed">{"  strategy: sealed(),"}</Line>
        <Line strategy="database">{"  strategy: database({ store }),"}</Line>
        <Line strategy="hybrid">{"  strategy: hybrid({ store }),"}</Line>
        <Line>{"  secret, data, signInPath,"}</Line>
        <Line>{"});"}</Line>
      </code>
    </figure>
  );
}

function Line(props: { readonly strategy?: StrategyName; readonly children: string }) {
  if (props.strategy === undefined) return <span className="block px-4">{props.children}</span>;
  return (
    <span
      data-strategy={props.strategy}
      className="flex items-center justify-between gap-4 border-l-4 border-accent bg-tint pr-4 pl-3 text-accent"
    >
      {props.children}
      <span className="font-sans text-xs font-semibold max-[359px]:hidden">
        {strategies[props.strategy].title}
      </span>
    </span>
  );
}
