/**
 * For Stryker: the words of an error message are no behaviour, so that nothing inside a call that
 * makes an error is mutated but its code. Its conditions stand outside and are mutated.
 */
const MAKERS =
  /^(?:\w*Error|invalid|refused?|unusableKey|wants|missing|unexpected|notDer|refuseTwice|checkText)$/;

const CODE = /^[a-z]+(?:-[a-z]+)+$/;

/** What Babel's path of a node has that this looks at. */
function isMessage(path) {
  const { node, parentPath } = path;
  if (node.type === "StringLiteral" && CODE.test(node.value)) return false;
  if (node.type !== "StringLiteral" && node.type !== "TemplateLiteral") return false;
  for (let around = parentPath; around; around = around.parentPath) {
    const { callee } = around.node;
    if (callee?.type === "Super" || MAKERS.test(callee?.name ?? "")) return true;
    if (around.isFunction?.() || around.isStatement?.()) return false;
  }
  return false;
}

export const strykerPlugins = [
  {
    kind: "Ignore",
    name: "messages",
    value: {
      shouldIgnore: (path) =>
        isMessage(path) ? "The words of an error message are no behaviour." : undefined,
    },
  },
];
