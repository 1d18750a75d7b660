/** The virtual clock and its timers. Time moves only with `advance` and with `runNextTimer`. */

/** The longest delay of a timer in Node, in milliseconds. A longer one counts as 1 ms. */
const LONGEST_DELAY = 2 ** 31 - 1;

type Callback = (...args: never[]) => unknown;

export interface Clock {
  /** Sets the time before a program runs, in milliseconds since the Unix epoch. */
  startAt(time: number): void;
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Milliseconds since the start of the clock. */
  elapsed(): number;
  /** Moves the clock, and runs the timers that are due on the way. Resolves at the new time. */
  advance(milliseconds: number): Promise<void>;
  /**
   * Moves the clock to the next timer and runs it. Returns `false` without a timer that a program waits
   * for: timers after `unref()` alone do not count. The runner calls it when no job is left.
   */
  runNextTimer(): boolean;
  setTimeout(callback: Callback, delay?: number, ...args: unknown[]): Timeout;
  setInterval(callback: Callback, delay?: number, ...args: unknown[]): Timeout;
  setImmediate(callback: Callback, ...args: unknown[]): Timeout;
  clear(timer: unknown): void;
}

/** A timer, as `setTimeout` of Node returns it. */
export class Timeout {
  readonly #refresh: () => void;
  readonly #id: number;
  #isRef = true;

  constructor(id: number, refresh: () => void) {
    this.#id = id;
    this.#refresh = refresh;
  }

  /** Keeps the program waiting for this timer. A new timer does so. */
  ref(): this {
    this.#isRef = true;
    return this;
  }

  unref(): this {
    this.#isRef = false;
    return this;
  }

  hasRef(): boolean {
    return this.#isRef;
  }

  /** Starts the delay again. */
  refresh(): this {
    this.#refresh();
    return this;
  }

  [Symbol.toPrimitive](): number {
    return this.#id;
  }
}

// The bundler shortens the names of classes, which the console prints.
Object.defineProperty(Timeout, "name", { value: "Timeout", configurable: true });

interface Entry {
  readonly id: number;
  readonly timer: Timeout;
  readonly run: () => unknown;
  readonly delay: number;
  readonly repeats: boolean;
  /** Timers of the same time run in this order. */
  order: number;
  at: number;
}

/**
 * Creates a clock.
 *
 * @param start milliseconds since the Unix epoch.
 */
export function createClock(start: number): Clock {
  const entries = new Map<number, Entry>();
  let begin = start;
  let elapsed = 0;
  let lastId = 0;
  let lastOrder = 0;

  function add(run: () => unknown, delay: number, repeats: boolean, order?: number): Timeout {
    const id = ++lastId;
    const timer = new Timeout(id, () => {
      entry.at = elapsed + entry.delay;
      entry.order = ++lastOrder;
      entries.set(id, entry);
    });
    const entry: Entry = {
      id,
      timer,
      run,
      delay,
      repeats,
      order: order ?? ++lastOrder,
      at: elapsed + delay,
    };
    entries.set(id, entry);
    return timer;
  }

  function next(): Entry | null {
    let first: Entry | null = null;
    let isAwaited = false;
    for (const entry of entries.values()) {
      isAwaited ||= entry.timer.hasRef();
      if (first === null || isBefore(entry, first)) first = entry;
    }
    return isAwaited ? first : null;
  }

  function addTimer(
    callback: Callback,
    delay: unknown,
    repeats: boolean,
    args: unknown[],
  ): Timeout {
    if (typeof callback !== "function") {
      throw new TypeError('The "callback" argument must be of type function.');
    }
    const run = () => Reflect.apply(callback, timer, args);
    const timer = add(run, wholeDelay(delay), repeats);
    return timer;
  }

  return {
    startAt(time) {
      begin = time;
    },
    now: () => begin + elapsed,
    elapsed: () => elapsed,

    advance(milliseconds) {
      // Last among the timers of its time, so that all timers that are due have run.
      return new Promise((resolve) => {
        add(() => resolve(), Math.max(0, milliseconds), false, Number.POSITIVE_INFINITY);
      });
    },

    runNextTimer() {
      const entry = next();
      if (entry === null) return false;
      elapsed = Math.max(elapsed, entry.at);
      if (entry.repeats) {
        entry.at = elapsed + entry.delay;
        entry.order = ++lastOrder;
      } else {
        entries.delete(entry.id);
      }
      entry.run();
      return true;
    },

    setTimeout: (callback, delay, ...args) => addTimer(callback, delay, false, args),
    setInterval: (callback, delay, ...args) => addTimer(callback, delay, true, args),
    setImmediate(callback, ...args) {
      const timer = add(() => Reflect.apply(callback, undefined, args), 0, false);
      return timer;
    },

    clear(timer) {
      const id = timer instanceof Timeout ? timer[Symbol.toPrimitive]() : Number(timer);
      entries.delete(id);
    },
  };
}

function isBefore(one: Entry, other: Entry): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}

/** Returns the delay that Node uses: whole milliseconds, at least one. */
function wholeDelay(delay: unknown): number {
  const milliseconds = Number(delay);
  return milliseconds >= 1 && milliseconds <= LONGEST_DELAY ? Math.trunc(milliseconds) : 1;
}
