/**
 * Freezes all objects of the language and of the sandbox that a program reaches from the global object and from
 * the modules that it imports, and makes the global bindings read-only. Then a program cannot change the code
 * that checks it. It can still make global variables of its own. Run it once, after all modules of the guest and
 * before the program.
 *
 * @param modules the namespaces of the modules that the program imports.
 */
export function lock(...modules: readonly unknown[]): void {
  // A program may set variables of the environment.
  const done = new Set<unknown>([process.env]);
  const queue: unknown[] = [...hiddenIntrinsics(), ...modules];
  for (const name of Reflect.ownKeys(globalThis)) {
    const property = Reflect.getOwnPropertyDescriptor(globalThis, name);
    if (property === undefined) continue;
    queue.push(...valuesOf(property));
    if (property.configurable && "value" in property) {
      Object.defineProperty(globalThis, name, { writable: false, configurable: false });
    }
  }
  done.add(globalThis);
  while (queue.length > 0) {
    const object = queue.pop();
    if ((typeof object !== "object" && typeof object !== "function") || object === null) continue;
    if (done.has(object)) continue;
    done.add(object);
    queue.push(Object.getPrototypeOf(object));
    for (const key of Reflect.ownKeys(object)) {
      const property = Reflect.getOwnPropertyDescriptor(object, key);
      if (property !== undefined) queue.push(...valuesOf(property));
      if (property !== undefined && isOverridden(object, key)) allowOverride(object, key, property);
    }
    freeze(object);
  }
}

function freeze(object: object): void {
  // A typed array with elements cannot be frozen.
  if (ArrayBuffer.isView(object)) return;
  try {
    Object.freeze(object);
  } catch {
    // The namespace of a module cannot be frozen either, and nothing can write to it.
  }
}

function valuesOf({ value, get, set }: PropertyDescriptor): unknown[] {
  return [value, get, set];
}

/** Objects of the language that no global binding leads to. */
function hiddenIntrinsics(): unknown[] {
  return [
    async () => {},
    function* () {},
    async function* () {},
    [][Symbol.iterator](),
    new Map()[Symbol.iterator](),
    new Set()[Symbol.iterator](),
    ""[Symbol.iterator](),
    "".matchAll(/a/g),
    (function* () {})(),
    (async function* () {})(),
  ].map((object) => Object.getPrototypeOf(object));
}

/** Names that objects commonly set although they inherit them. */
const OVERRIDDEN = new Set<string | symbol>(["name", "message", "toString", "valueOf", "toJSON"]);

function isOverridden(object: object, key: string | symbol): boolean {
  return OVERRIDDEN.has(key) && typeof object === "object" && Object.hasOwn(object, "constructor");
}

/**
 * Turns a property into an accessor. Without it, `this.name = "X"` in the constructor of an error would throw,
 * because an object cannot assign a property that it inherits as read-only.
 */
function allowOverride(object: object, key: string | symbol, property: PropertyDescriptor): void {
  if (!("value" in property) || !property.configurable) return;
  const { value } = property;
  Object.defineProperty(object, key, {
    get: () => value,
    set(this: object, given: unknown) {
      if (this === object) throw new TypeError(`${String(key)} is read-only.`);
      Object.defineProperty(this, key, {
        value: given,
        writable: true,
        enumerable: true,
        configurable: true,
      });
    },
    enumerable: property.enumerable ?? false,
    configurable: false,
  });
}
