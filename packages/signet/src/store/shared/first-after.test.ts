import fc from "fast-check";
import { expect, test } from "vitest";
import { firstAfter } from "./first-after.ts";

test("firstAfter finds the same event as a linear search, in a logarithmic number of steps", () => {
  const increments = fc.array(fc.nat(3), { maxLength: 200 });
  fc.assert(
    fc.property(increments, fc.nat(1_000), fc.nat(400), (steps, first, bound) => {
      const times: number[] = [];
      for (const step of steps) times.push((times.at(-1) ?? 0) + step);
      let calls = 0;
      const found = firstAfter(bound, first, first + times.length - 1, (number) => {
        calls++;
        return times[number - first] ?? Number.NaN;
      });
      const place = times.findIndex((time) => time > bound);
      expect(found).toBe(first + (place === -1 ? times.length : place));
      expect(calls).toBeLessThanOrEqual(Math.ceil(Math.log2(times.length + 1)));
    }),
  );
});
