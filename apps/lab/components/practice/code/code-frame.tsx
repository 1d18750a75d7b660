import type { TokenLines } from "@/lib/practice/code/tokens";
import { CodeLines } from "./code-lines";

/** A longer line may not fit on a phone. Its block scrolls, and the keyboard must reach the block. */
const FITS_EVERYWHERE = 38;

/** Shows colored code in a box with an optional title. Long lines scroll inside the box. */
export function CodeFrame(props: {
  readonly lines: TokenLines;
  readonly title?: string | undefined;
  /** The name for screen readers. Default: the title. */
  readonly label?: string | undefined;
  /** A bare frame has no border, because it is a part of another box. */
  readonly bare?: boolean;
}) {
  const { lines, title, bare = false } = props;
  const name = props.label ?? title;
  const scrolls = lines.some(
    (line) => line.reduce((length, { text }) => length + text.length, 0) > FITS_EVERYWHERE,
  );
  return (
    <figure
      className={bare ? "min-w-0" : "min-w-0 overflow-hidden rounded-xl border border-line bg-well"}
    >
      {title !== undefined && (
        <figcaption className="border-b border-line px-4 py-1.5 font-mono text-xs text-soft">
          {title}
        </figcaption>
      )}
      <pre
        {...(scrolls && {
          tabIndex: 0,
          role: "group",
          "aria-label": name === undefined ? "Code" : `Code: ${name}`,
        })}
        className="overflow-x-auto bg-well px-4 py-3 font-mono text-xs leading-6 [tab-size:2] focus-visible:-outline-offset-3 sm:text-[0.875rem]"
      >
        <CodeLines lines={lines} />
      </pre>
    </figure>
  );
}
