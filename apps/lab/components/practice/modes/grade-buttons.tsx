import { buttonClass } from "@/components/ui/button";

/** The ratings of ts-fsrs. */
export type Grade = 1 | 2 | 3 | 4;

export const GRADES: Readonly<Record<Grade, string>> = {
  1: "Again",
  2: "Hard",
  3: "Good",
  4: "Easy",
};

const ORDER: readonly Grade[] = [1, 2, 3, 4];

/** The buttons that grade a card. Each names the time at which the card comes back. */
export function GradeButtons({ when }: { readonly when: Readonly<Record<Grade, string>> }) {
  return (
    <fieldset className="min-w-0">
      <legend className="pb-2 text-sm font-semibold">
        How well did you know it?{" "}
        <span className="font-normal text-soft noscript:hidden">(keys 1 to 4)</span>
      </legend>
      <div className="grid grid-cols-2 gap-2 sm:grid-cols-4">
        {ORDER.map((grade) => (
          <button
            key={grade}
            type="submit"
            name="grade"
            value={grade}
            className={`${buttonClass("secondary")} flex-col gap-0.5`}
          >
            {GRADES[grade]}
            <span className="text-xs font-normal text-soft">{when[grade]}</span>
          </button>
        ))}
      </div>
    </fieldset>
  );
}
