"use client";

import type { Call, Line, Outcome, ProgramError } from "sandbox/outcome";
import { millisecondsText } from "./outcome-text";

const LINE_LOOKS: Record<Line["level"], string> = {
  log: "",
  warn: "text-jwt",
  error: "text-alarm",
};

/** Shows the result of a run: its printed lines, the calls of its check, its error and its time. */
export function OutputPanel({ outcome }: { readonly outcome: Outcome }) {
  const { lines, calls, error, sentence, end } = outcome;
  return (
    <div className="grid gap-3">
      {lines.length > 0 && <PrintedLines lines={lines} />}
      {error && <ErrorText error={error} />}
      {sentence !== null && (error === null || !sentence.includes(error.message)) && (
        <p className="text-sm font-semibold text-alarm">{sentence}</p>
      )}
      {calls.length > 0 && <CheckedCalls calls={calls} />}
      {lines.length === 0 && calls.length === 0 && end === "finished" && (
        <p className="text-sm text-soft">The program printed nothing.</p>
      )}
      <p className="text-xs text-soft">
        {end === "finished" ? "Finished" : "Ended"} after {millisecondsText(outcome.milliseconds)}
      </p>
    </div>
  );
}

function PrintedLines({ lines }: { readonly lines: readonly Line[] }) {
  return (
    <pre className="font-mono text-sm whitespace-pre-wrap wrap-anywhere">
      {lines.map((line, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a run never change their order.
        <span key={place} className={`block min-h-[1.5em] ${LINE_LOOKS[line.level]}`}>
          {line.level !== "log" && <span className="sr-only">{`console.${line.level}: `}</span>}
          {line.text}
        </span>
      ))}
    </pre>
  );
}

/** Shows an error as the console of a browser does, with its place. */
function ErrorText({ error }: { readonly error: ProgramError }) {
  return (
    <p className="font-mono text-sm wrap-anywhere text-alarm">
      {error.name}: {error.message}
      {error.file !== null && (
        <span className="text-xs whitespace-nowrap">
          {" "}
          ({error.file}
          {error.line !== null && `, line ${error.line}`})
        </span>
      )}
    </p>
  );
}

/** Lists the calls of a check with the wanted and the actual result. */
function CheckedCalls({ calls }: { readonly calls: readonly Call[] }) {
  return (
    <ul aria-label="Checks" className="grid gap-2">
      {calls.map((call, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the calls of a run never change their order.
        <li key={place}>
          <CheckedCall call={call} />
        </li>
      ))}
    </ul>
  );
}

/** Shows one call of a check. The result is a sign and a word as well as a color. */
export function CheckedCall({ call }: { readonly call: Call }) {
  return (
    <div className="grid grid-cols-[auto_1fr] gap-x-2 text-sm">
      <span
        aria-hidden="true"
        className={`font-semibold ${call.passed ? "text-hybrid" : "text-alarm"}`}
      >
        {call.passed ? "✓" : "✗"}
      </span>
      <div className="min-w-0">
        <code className="font-mono wrap-anywhere">{call.call}</code>
        <span className="sr-only">{call.passed ? ": passed." : ": failed."}</span>
        {call.passed ? (
          <p className="text-xs wrap-anywhere text-soft">
            gave <code className="font-mono">{call.got}</code>
          </p>
        ) : (
          <dl className="grid grid-cols-[auto_1fr] gap-x-2 text-xs">
            <dt className="text-soft">wanted</dt>
            <dd className="min-w-0 font-mono wrap-anywhere">{call.wanted}</dd>
            <dt className="text-soft">got</dt>
            <dd className="min-w-0 font-mono wrap-anywhere text-alarm">{call.got}</dd>
          </dl>
        )}
      </div>
    </div>
  );
}
