// Old syntax on purpose: this file must run on the Node it turns away.
const OLDEST = [20, 11];

export function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  console.error(
    "These scripts need Node " +
      OLDEST.join(".") +
      " or newer, and this is Node " +
      process.versions.node +
      ": install a newer one from https://nodejs.org and run the command again.",
  );
  process.exit(1);
}
