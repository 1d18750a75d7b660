"use client";

import { Fragment, type ReactNode } from "react";
import type { Token, TokenLines } from "@/lib/practice/code/tokens";
import { splitAtBlanks } from "@/lib/practice/content/blanks";

/** Shows colored code with fields at its blanks. Long lines wrap, so that every blank is in sight. */
export function CodeWithBlanks(props: {
  readonly lines: TokenLines;
  readonly renderBlank: (blank: number) => ReactNode;
}) {
  return (
    <figure className="min-w-0 overflow-hidden rounded-xl border border-line bg-well">
      <figcaption className="border-b border-line px-4 py-1.5 font-mono text-xs text-soft">
        program.ts
      </figcaption>
      <pre className="px-4 py-3 font-mono text-base leading-8 whitespace-pre-wrap wrap-anywhere [tab-size:2] sm:text-[0.875rem] sm:leading-7">
        <code>
          {props.lines.map((line, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines never change their order.
            <Fragment key={row}>
              {line.map((token, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the tokens never change their order.
                <TokenWithBlanks key={column} token={token} renderBlank={props.renderBlank} />
              ))}
              {"\n"}
            </Fragment>
          ))}
        </code>
      </pre>
    </figure>
  );
}

function TokenWithBlanks(props: {
  readonly token: Token;
  readonly renderBlank: (blank: number) => ReactNode;
}) {
  const { text, className } = props.token;
  return splitAtBlanks(text).map((piece, place) => {
    // biome-ignore-start lint/suspicious/noArrayIndexKey: the pieces never change their order.
    if (piece.kind === "blank") {
      return (
        <Fragment key={place}>
          {props.renderBlank(piece.blank)}
          <noscript>{`[${piece.blank + 1}]`}</noscript>
        </Fragment>
      );
    }
    return className === "" ? (
      piece.text
    ) : (
      <span key={place} className={className}>
        {piece.text}
      </span>
    );
    // biome-ignore-end lint/suspicious/noArrayIndexKey: the pieces never change their order.
  });
}
