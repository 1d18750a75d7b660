/** The writes and the sign-outs of one response, so that all its sessions see them. */
interface ResponseState {
  /** The values of written cookies by name; "" for an expired one. */
  readonly written: Map<string, string>;
  /** How often the session of a cookie was destroyed, by name. */
  readonly destroyed: Map<string, number>;
}

/** By response, headers, or store of cookies. A request that only reads a session has no entry. */
const states = new WeakMap<object, ResponseState>();

function stateOf(target: object): ResponseState {
  const known = states.get(target);
  if (known !== undefined) return known;
  const state = { written: new Map(), destroyed: new Map() };
  states.set(target, state);
  return state;
}

/** Returns the value that a response has set for a cookie. */
export function writtenValue(target: object, name: string): string | undefined {
  return states.get(target)?.written.get(name);
}

/** Remembers a cookie that a response has set. */
export function rememberWrite(target: object, name: string, value: string): void {
  stateOf(target).written.set(name, value);
}

const TARGET = Symbol("target");

/** Names the response that a jar writes to. */
export function setTarget(jar: object, target: object): void {
  Object.defineProperty(jar, TARGET, { value: target });
}

/** Returns the response of a jar. A jar of the program stands for itself. */
function targetOf(jar: object): object {
  const target: unknown = Reflect.get(jar, TARGET);
  return typeof target === "object" && target !== null ? target : jar;
}

/** Returns how often the session of a cookie was destroyed in the response of a jar. */
export function endsOf(jar: object, cookieName: string): number {
  return states.get(targetOf(jar))?.destroyed.get(cookieName) ?? 0;
}

/** Counts one more end. */
export function countEnd(jar: object, cookieName: string): void {
  stateOf(targetOf(jar)).destroyed.set(cookieName, endsOf(jar, cookieName) + 1);
}
