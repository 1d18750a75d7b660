import { host } from "../globals/runtime.ts";
import { fromEntries, stringify } from "./captured.ts";
import { valueText } from "./check.ts";

export interface Step {
  title: string;
  what: string;
  where: string;
  input?: unknown;
  output?: unknown;
  variables?: Record<string, unknown>;
  cookies?: Record<string, string>;
  store?: Record<string, unknown> | null;
}

/** Records a step of a trace. Texts stay as they are; other values get the text of the console. */
export function frame(step: Step): void {
  const { title, what, where, input, output, variables = {}, cookies = {}, store = null } = step;
  const json = stringify({
    title: `${title}`,
    what: `${what}`,
    where: `${where}`,
    input: textOf(input),
    output: textOf(output),
    variables: textsOf(variables),
    cookies: textsOf(cookies),
    store: store === null ? null : textsOf(store),
  });
  host.record("frame", json);
}

function textOf(value: unknown): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : valueText(value);
}

function textsOf(values: Record<string, unknown>): Record<string, string> {
  return fromEntries(Object.entries(values).map(([name, value]) => [name, textOf(value)]));
}

/**
 * Runs a function `times` times, one after another, and records the real milliseconds of all together.
 * A promise is awaited.
 */
export async function measure(name: string, times: number, run: () => unknown): Promise<void> {
  const start = host.realNow();
  for (let done = 0; done < times; done++) {
    const result = run();
    if (result instanceof Promise) await result;
  }
  const milliseconds = host.realNow() - start;
  host.record("measurement", stringify({ name: `${name}`, times, milliseconds }));
}
