import type { TokenLines } from "@/lib/practice/code/tokens";

/** Shows colored code. Use it inside `<pre>`. */
export function CodeLines({ lines }: { readonly lines: TokenLines }) {
  return (
    <code>
      {lines.map((line, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines never change their order
        <span key={row}>
          {line.map(({ text, className }, column) =>
            className === "" ? (
              text
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: the tokens never change their order
              <span key={column} className={className}>
                {text}
              </span>
            ),
          )}
          {"\n"}
        </span>
      ))}
    </code>
  );
}
