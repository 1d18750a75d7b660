import { ALGORITHMS } from "./algorithms.ts";
import { isBoolean, isNumber, isPlainObject, isString } from "./value-types.ts";

interface Rule {
  readonly holds: (value: unknown) => boolean;
  readonly message: string;
}

const OPTIONS: ReadonlyMap<string, Rule> = new Map([
  ["expiresIn", timespan("expiresIn")],
  ["notBefore", timespan("notBefore")],
  [
    "audience",
    {
      holds: (value: unknown) => isString(value) || Array.isArray(value),
      message: '"audience" must be a string or array',
    },
  ],
  [
    "algorithm",
    {
      holds: (value: unknown) => ALGORITHMS.some((each) => each === value),
      message: '"algorithm" must be a valid string enum value',
    },
  ],
  ["header", { holds: isPlainObject, message: '"header" must be an object' }],
  ...rules(["encoding", "issuer", "subject", "jwtid", "keyid"], isString, "string"),
  ...rules(["noTimestamp", "mutatePayload"], isBoolean, "boolean"),
  ...rules(["allowInsecureKeySizes", "allowInvalidAsymmetricKeyTypes"], isBoolean, "boolean"),
]);

/** The claims that must be numbers. */
const TIME_CLAIMS: ReadonlySet<string> = new Set(["iat", "exp", "nbf"]);

/** The options that set claims. Only a payload that is an object can have claims. */
const CLAIM_OPTIONS = [
  ...(["expiresIn", "notBefore", "noTimestamp"] as const),
  ...(["audience", "issuer", "subject", "jwtid"] as const),
];

/** @throws {Error} for the first wrong option, in the order of the caller's object. */
export function checkOptions(options: object): void {
  if (!isPlainObject(options)) throw new Error('Expected "options" to be a plain object.');
  for (const name of Object.keys(options)) {
    const rule = OPTIONS.get(name);
    if (rule === undefined) throw new Error(`"${name}" is not allowed in "options"`);
    if (!rule.holds(options[name])) throw new Error(rule.message);
  }
}

/** @throws {Error} when the payload is not a plain object, or a time is not a number. */
export function checkPayload(payload: unknown): asserts payload is Record<string, unknown> {
  if (!isPlainObject(payload)) throw new Error('Expected "payload" to be a plain object.');
  for (const name of Object.keys(payload)) {
    if (TIME_CLAIMS.has(name) && !isNumber(payload[name])) {
      throw new Error(`"${name}" should be a number of seconds`);
    }
  }
}

/** @throws {Error} when an option sets a claim, because the payload is not an object. */
export function checkNoClaimOptions(
  payload: unknown,
  options: Readonly<Record<string, unknown>>,
): void {
  const given = CLAIM_OPTIONS.filter((name) => options[name] !== undefined);
  if (given.length > 0) {
    throw new Error(`invalid ${given.join(",")} option for ${typeof payload} payload`);
  }
}

function timespan(name: string): Rule {
  return {
    holds: (value) => Number.isInteger(value) || (isString(value) && value !== ""),
    message: `"${name}" should be a number of seconds or string representing a timespan`,
  };
}

function rules(names: string[], holds: Rule["holds"], kind: string): [string, Rule][] {
  return names.map((name) => [name, { holds, message: `"${name}" must be a ${kind}` }]);
}
