/**
 * A Stryker plugin that leaves error messages unmutated, because their text is not behaviour. Inside a
 * call that creates an error only the error code is mutated. The conditions are outside of the call and
 * are mutated.
 */
const ERROR_FUNCTIONS =
  /^(?:\w*Error|invalidConfig|refused?|unusableKey|unknownKey|algorithmNotAccepted|wants|missing|unexpected|notDer|refuseTwice|checkText)$/;

const CODE = /^[a-z]+(?:-[a-z]+)+$/;

/** Checks whether a Babel path is a text inside a call that creates an error, and not an error code. */
function isMessage(path) {
  const { node, parentPath } = path;
  if (node.type === "StringLiteral" && CODE.test(node.value)) return false;
  if (node.type !== "StringLiteral" && node.type !== "TemplateLiteral") return false;
  for (let outer = parentPath; outer; outer = outer.parentPath) {
    const { callee } = outer.node;
    if (callee?.type === "Super" || ERROR_FUNCTIONS.test(callee?.name ?? "")) return true;
    if (outer.isFunction?.() || outer.isStatement?.()) return false;
  }
  return false;
}

export const strykerPlugins = [
  {
    kind: "Ignore",
    name: "messages",
    value: {
      shouldIgnore: (path) =>
        isMessage(path) ? "The text of an error message is not behaviour." : undefined,
    },
  },
];
