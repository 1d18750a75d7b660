"use client";

import type { ComponentProps } from "react";
import { Solution } from "./solution";

/**
 * The solution for browsers that run no JavaScript. There it cannot appear after a press. HTML permits no
 * `<noscript>` inside another one, so the quick check in it is a list.
 */
export function SolutionWithoutScript(
  props: ComponentProps<typeof Solution> & { readonly isCode: boolean },
) {
  const { isCode, ...solution } = props;
  return (
    <noscript>
      {isCode && (
        <p className="mb-4 text-sm">
          The check of your code runs in your browser, so it needs JavaScript. You can read the
          solution.
        </p>
      )}
      <details className="rounded-xl border border-line bg-card px-4 py-3">
        <summary className="cursor-pointer font-semibold">Solution</summary>
        <div className="pt-4">
          <Solution {...solution} withoutScript />
        </div>
      </details>
    </noscript>
  );
}
