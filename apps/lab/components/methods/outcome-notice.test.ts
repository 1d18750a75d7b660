import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { OutcomeNotice } from "./outcome-notice";

const shown = (query: object) => renderToStaticMarkup(OutcomeNotice({ query: { ...query } }));

test.each(["constructor", "__proto__", "toString", "anything"])(
  "an operation %s in the address shows that something is done",
  (done) => {
    expect(shown({ done })).toContain("Done.");
  },
);

test("a finished operation shows its own sentence", () => {
  expect(shown({ done: "verify" })).toContain("The address is confirmed.");
});
