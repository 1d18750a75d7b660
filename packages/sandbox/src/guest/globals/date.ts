/**
 * Creates a `Date` that reads another clock. It shares the prototype with the original, so that
 * `instanceof` holds for both.
 *
 * @param now milliseconds since the Unix epoch.
 */
export function virtualDate(RealDate: DateConstructor, now: () => number): DateConstructor {
  function VirtualDate(...args: unknown[]): unknown {
    if (new.target === undefined) return String(new RealDate(now()));
    return Reflect.construct(RealDate, args.length === 0 ? [now()] : args, new.target);
  }
  Object.defineProperties(VirtualDate, {
    name: { value: "Date", configurable: true },
    length: { value: 7, configurable: true },
    prototype: { value: RealDate.prototype, writable: false },
    parse: { value: RealDate.parse, writable: true, configurable: true },
    UTC: { value: RealDate.UTC, writable: true, configurable: true },
    now: { value: () => Math.trunc(now()), writable: true, configurable: true },
  });
  return VirtualDate as unknown as DateConstructor;
}
