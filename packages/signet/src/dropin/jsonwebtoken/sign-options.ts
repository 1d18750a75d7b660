import { ALGORITHMS } from "./algorithms.ts";
import { isBoolean, isNumber, isPlainObject, isString } from "./kinds.ts";

interface Rule {
  readonly holds: (value: unknown) => boolean;
  readonly sentence: string;
}

const OPTIONS: ReadonlyMap<string, Rule> = new Map([
  ["expiresIn", timespan("expiresIn")],
  ["notBefore", timespan("notBefore")],
  [
    "audience",
    {
      holds: (value: unknown) => isString(value) || Array.isArray(value),
      sentence: '"audience" must be a string or array',
    },
  ],
  [
    "algorithm",
    {
      holds: (value: unknown) => ALGORITHMS.some((each) => each === value),
      sentence: '"algorithm" must be a valid string enum value',
    },
  ],
  ["header", { holds: isPlainObject, sentence: '"header" must be an object' }],
  ...all(["encoding", "issuer", "subject", "jwtid", "keyid"], isString, "string"),
  ...all(["noTimestamp", "mutatePayload"], isBoolean, "boolean"),
  ...all(["allowInsecureKeySizes", "allowInvalidAsymmetricKeyTypes"], isBoolean, "boolean"),
]);

const CLAIMS: ReadonlySet<string> = new Set(["iat", "exp", "nbf"]);

/** Options that make claims, so that only an object can have them. */
const FOR_OBJECTS = [
  ...(["expiresIn", "notBefore", "noTimestamp"] as const),
  ...(["audience", "issuer", "subject", "jwtid"] as const),
];

/** @throws {Error} The first of the options, in the caller's order, that is wrong. */
export function checkOptions(options: object): void {
  if (!isPlainObject(options)) throw new Error('Expected "options" to be a plain object.');
  for (const name of Object.keys(options)) {
    const rule = OPTIONS.get(name);
    if (rule === undefined) throw new Error(`"${name}" is not allowed in "options"`);
    if (!rule.holds(options[name])) throw new Error(rule.sentence);
  }
}

/** @throws {Error} For what is no object of claims, or has a time that is no number. */
export function checkClaims(payload: unknown): asserts payload is Record<string, unknown> {
  if (!isPlainObject(payload)) throw new Error('Expected "payload" to be a plain object.');
  for (const name of Object.keys(payload)) {
    if (CLAIMS.has(name) && !isNumber(payload[name])) {
      throw new Error(`"${name}" should be a number of seconds`);
    }
  }
}

/** @throws {Error} When a payload that is no object is to have claims. */
export function checkNoClaims(payload: unknown, options: Readonly<Record<string, unknown>>): void {
  const given = FOR_OBJECTS.filter((name) => options[name] !== undefined);
  if (given.length > 0) {
    throw new Error(`invalid ${given.join(",")} option for ${typeof payload} payload`);
  }
}

function timespan(name: string): Rule {
  return {
    holds: (value) => Number.isInteger(value) || (isString(value) && value !== ""),
    sentence: `"${name}" should be a number of seconds or string representing a timespan`,
  };
}

function all(names: string[], holds: Rule["holds"], kind: string): [string, Rule][] {
  return names.map((name) => [name, { holds, sentence: `"${name}" must be a ${kind}` }]);
}
