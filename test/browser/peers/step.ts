/** What a visitor wrote down, one step after the other. Random parts of values are left out. */
export type Step =
  | { readonly kind: "page"; readonly at: string; readonly title: string; readonly text: string }
  | { readonly kind: "cookies"; readonly cookies: readonly ShownCookie[] }
  | Answer
  | { readonly kind: "note"; readonly label: string; readonly value: unknown };

export interface ShownCookie {
  readonly name: string;
  /** The format of the value; see `shapeOf`. */
  readonly value: string;
  readonly ends: string;
  readonly attributes: string;
}

export interface Answer {
  readonly kind: "answer";
  readonly request: string;
  readonly status: number;
  readonly headers: readonly string[];
  readonly setCookies: readonly string[];
  readonly body: string;
}
