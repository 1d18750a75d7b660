import { expect, test } from "vitest";
import { block } from "../content/block";
import { outlineOf } from "./outline";

test("The outline lists the titled blocks and the headings of the prose, without code", () => {
  const blocks = [
    {
      kind: "prose",
      text: "# One `session`\n\ntext\n\n## The app grows\n\n### Small\n\n```sh\n## no\n```",
    },
    {
      kind: "card",
      id: "what-a-jwt-holds",
      title: "What a JWT holds",
      text: "Three texts.",
      example: { program: "1" },
    },
    { kind: "example", example: { program: "1" } },
    {
      kind: "diagram",
      title: "One request, with a store",
      lanes: ["Browser", "Server"],
      messages: [{ from: "Browser", to: "Server", text: "GET /" }],
    },
  ].map((each) => block.parse(each));
  expect(outlineOf(blocks)).toEqual([
    { id: "part-one-session", title: "One session" },
    { id: "part-the-app-grows", title: "The app grows" },
    { id: "what-a-jwt-holds", title: "What a JWT holds" },
    { id: "diagram-one-request-with-a-store", title: "One request, with a store" },
  ]);
});
