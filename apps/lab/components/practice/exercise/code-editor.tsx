"use client";

import { useCallback, useEffect, useId, useRef, useState } from "react";
import { buttonClass } from "@/components/ui/button";
import type { Editor } from "./code-mirror";
import { readDraft, writeDraft } from "./draft";

const FEWEST_ROWS = 8;
const MOST_ROWS = 24;

/**
 * An editor for code: a text area that becomes CodeMirror with the first focus or press. The text area keeps
 * its place and its size, so nothing moves, and the form sends its text.
 */
export function CodeEditor(props: {
  readonly name: string;
  readonly file: string;
  /** The text at the start. */
  readonly start: string;
  /** The number of lines to show, within limits. */
  readonly rows: number;
  /** The name of the visitor's text in this browser. */
  readonly draft: string;
}) {
  const { start, draft } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor | null>(null);
  const loading = useRef(false);
  const [isRich, setRich] = useState(false);
  const [said, setSaid] = useState("");
  const help = useId();

  useEffect(() => {
    const earlier = readDraft(draft);
    // A text that was typed before the page was ready counts more.
    if (earlier !== null && area.current?.value === start) area.current.value = earlier;
    return () => editor.current?.destroy();
  }, [draft, start]);

  const keep = useCallback(
    (text: string) => writeDraft(draft, text === start ? null : text),
    [draft, start],
  );

  async function enrich(): Promise<void> {
    if (loading.current) return;
    loading.current = true;
    try {
      const { createEditor } = await import("./code-mirror");
      const [field, parent] = [area.current, host.current];
      if (!field || !parent) return;
      const hadFocus = document.activeElement === field;
      editor.current = createEditor({
        parent,
        text: field.value,
        selection: [field.selectionStart, field.selectionEnd],
        nonce: pageNonce(),
        label: `Editor of ${props.file}`,
        describedBy: help,
        onChange(text) {
          field.value = text;
          keep(text);
        },
      });
      // A hidden element cannot have the focus.
      parent.hidden = false;
      setRich(true);
      if (hadFocus) editor.current.focus();
    } catch (error) {
      // The text area stays, and the next focus tries again.
      loading.current = false;
      console.error("The editor could not be loaded.", error);
    }
  }

  function reset(): void {
    if (editor.current) editor.current.setText(start);
    else if (area.current) area.current.value = start;
    writeDraft(draft, null);
    setSaid(`${props.file} has its text from the start again.`);
  }

  return (
    <div className="min-w-0 overflow-hidden rounded-xl border border-edge bg-well focus-within:border-accent focus-within:outline-2 focus-within:outline-accent">
      <div className="flex flex-wrap items-center justify-between gap-2 border-b border-line px-4 py-1.5">
        <p className="font-mono text-xs text-soft">{props.file}</p>
        <button
          type="button"
          onClick={reset}
          className={`${buttonClass("secondary")} noscript:hidden`}
        >
          Reset to the start
        </button>
      </div>
      <div className="relative font-mono text-base leading-6 sm:text-[0.875rem] sm:leading-6">
        <textarea
          ref={area}
          name={props.name}
          defaultValue={start}
          rows={Math.min(MOST_ROWS, Math.max(FEWEST_ROWS, props.rows + 1))}
          wrap="off"
          spellCheck={false}
          autoCapitalize="none"
          autoComplete="off"
          aria-label={`Editor of ${props.file}`}
          aria-describedby={help}
          aria-hidden={isRich}
          tabIndex={isRich ? -1 : undefined}
          onFocus={() => void enrich()}
          onPointerDown={() => void enrich()}
          onChange={(event) => keep(event.target.value)}
          className={`block w-full resize-none bg-transparent py-3 pr-4 pl-[3.25rem] outline-none [tab-size:2] ${isRich ? "invisible" : ""}`}
        />
        <div ref={host} className="absolute inset-0" hidden={!isRich} />
      </div>
      <p id={help} className="border-t border-line px-4 py-2 text-xs text-soft noscript:hidden">
        Tab leaves the editor. Ctrl+] and Ctrl+[ indent lines, or ⌘ on a Mac.
      </p>
      <p role="status" className="sr-only">
        {said}
      </p>
    </div>
  );
}

/** The nonce of the loaded document. A later navigation inside the page does not change it. */
function pageNonce(): string {
  return document.querySelector<HTMLElement>("script[nonce]")?.nonce ?? "";
}
