/** Explains the export that hands values from the program to the questions. */
export function SeenNote({ program }: { readonly program: string }) {
  if (!/^export const seen\b/m.test(program)) return null;
  return (
    <p className="text-xs text-soft">
      <code className="font-mono">seen</code> hands values to the questions of this page. It prints
      nothing.
    </p>
  );
}
