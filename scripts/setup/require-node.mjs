// This file uses old syntax, because it must run on the old versions of Node that it refuses.
const OLDEST = [20, 11];

/** Prints an error and exits with code 1 when the running Node is too old for the scripts. */
export function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  console.error(
    "These scripts need Node " +
      OLDEST.join(".") +
      " or later. This is Node " +
      process.versions.node +
      ". Install a newer Node from https://nodejs.org and run the command again.",
  );
  process.exit(1);
}
