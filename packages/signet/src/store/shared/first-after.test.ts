import fc from "fast-check";
import { expect, test } from "vitest";
import { firstAfter } from "./first-after.ts";

test("it is the number that a look at each in turn finds, and looks at few", () => {
  const steps = fc.array(fc.nat(3), { maxLength: 200 });
  fc.assert(
    fc.property(steps, fc.nat(1_000), fc.nat(400), (waits, first, bound) => {
      const times: number[] = [];
      for (const wait of waits) times.push((times.at(-1) ?? 0) + wait);
      let looks = 0;
      const found = firstAfter(bound, first, first + times.length - 1, (number) => {
        looks++;
        return times[number - first] ?? Number.NaN;
      });
      const place = times.findIndex((time) => time > bound);
      expect(found).toBe(first + (place === -1 ? times.length : place));
      expect(looks).toBeLessThanOrEqual(Math.ceil(Math.log2(times.length + 1)));
    }),
  );
});
