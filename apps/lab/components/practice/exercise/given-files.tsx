import { CodeBlock } from "../code/code-block";

/** The files that the program can import. Each opens by itself. */
export function GivenFiles({ files }: { readonly files: Readonly<Record<string, string>> }) {
  const all = Object.entries(files);
  if (all.length === 0) return null;
  return (
    <div className="grid min-w-0 gap-2">
      {all.map(([name, code]) => (
        <details key={name} className="min-w-0 rounded-xl border border-line bg-card">
          <summary className="min-h-11 cursor-pointer rounded-xl px-4 py-2.5 text-sm">
            <span className="font-mono">{name}</span>
            <span className="text-xs text-soft"> · given file</span>
          </summary>
          <div className="border-t border-line p-2">
            <CodeBlock code={code} lang="ts" />
          </div>
        </details>
      ))}
    </div>
  );
}
