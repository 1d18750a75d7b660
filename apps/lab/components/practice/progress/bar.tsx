/** A part of a bar. The values of all parts add up to the whole bar. */
export interface BarPart {
  readonly value: number;
  /** The class of its fill. */
  readonly fill: string;
}

/** Width of the bar in its own units. */
const WIDTH = 1_000;
const HEIGHT = 10;

/** Draws a bar of several parts. The text beside it has the same figures, so screen readers skip it. */
export function Bar({ parts }: { readonly parts: readonly BarPart[] }) {
  const whole = parts.reduce((sum, { value }) => sum + value, 0);
  let from = 0;
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="h-2.5 w-full rounded-full forced-colors:border forced-colors:border-[CanvasText]"
      aria-hidden="true"
    >
      <rect width={WIDTH} height={HEIGHT} className={OPEN} />
      {parts.map(({ value, fill }) => {
        if (value === 0 || whole === 0) return null;
        const x = from;
        from += (value / whole) * WIDTH;
        // A thin line separates the parts.
        const gap = from < WIDTH ? 4 : 0;
        return <rect key={fill} x={x} width={from - x - gap} height={HEIGHT} className={fill} />;
      })}
    </svg>
  );
}

/** The fills, from the best result to none. */
export const FIRST = "fill-accent";
export const LATER = "fill-[color-mix(in_oklab,var(--accent)_45%,var(--card))]";
export const WRONG = "fill-alarm";
export const OPEN = "fill-line";
