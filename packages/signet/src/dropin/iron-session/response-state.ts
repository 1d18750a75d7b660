/** The writes and the sign-outs of one response, so that all its sessions see them. */
interface ResponseState {
  /** The values of written cookies by name; "" for an expired one. */
  readonly written: Map<string, string>;
  /** How often the session of a cookie was destroyed, by name. */
  readonly destroyed: Map<string, number>;
}

const states = new WeakMap<object, ResponseState>();

/** Returns the state of a response, of its headers, or of a store of cookies. */
export function stateOf(target: object): ResponseState {
  const known = states.get(target);
  if (known !== undefined) return known;
  const state = { written: new Map(), destroyed: new Map() };
  states.set(target, state);
  return state;
}

const targets = new WeakMap<object, object>();

/** Names the response that a jar writes to. */
export function setTarget(jar: object, target: object): void {
  targets.set(jar, target);
}

/** Returns how often the session of a cookie was destroyed in the response of a jar. */
export function endsOf(jar: object, cookieName: string): number {
  return stateOf(targets.get(jar) ?? jar).destroyed.get(cookieName) ?? 0;
}

/** Counts one more end. */
export function countEnd(jar: object, cookieName: string): void {
  stateOf(targets.get(jar) ?? jar).destroyed.set(cookieName, endsOf(jar, cookieName) + 1);
}
