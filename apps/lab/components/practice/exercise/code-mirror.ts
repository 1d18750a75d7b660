import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { typescriptLanguage } from "@codemirror/lang-javascript";
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  LanguageSupport,
  syntaxHighlighting,
} from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { replaceSelection } from "./replace-selection";

export interface Editor {
  getText(): string;
  setText(text: string): void;
  focus(): void;
  destroy(): void;
}

/** The classes of app/globals.css that color the code of the pages. */
const colors = HighlightStyle.define([
  { tag: tags.comment, class: "code-comment" },
  {
    tag: [tags.keyword, tags.self, tags.modifier, tags.operatorKeyword, tags.definitionKeyword],
    class: "code-keyword",
  },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], class: "code-string" },
  { tag: [tags.number, tags.bool, tags.null], class: "code-constant" },
  {
    tag: [
      tags.function(tags.variableName),
      tags.function(tags.propertyName),
      tags.function(tags.definition(tags.variableName)),
    ],
    class: "code-function",
  },
  { tag: [tags.typeName, tags.className, tags.namespace], class: "code-type" },
]);

const theme = EditorView.theme({
  "&": { height: "100%", backgroundColor: "transparent", color: "var(--ink)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "inherit", lineHeight: "inherit" },
  ".cm-content": { padding: "0.75rem 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 1rem 0 0.5rem" },
  ".cm-gutters": {
    minWidth: "2.75rem",
    backgroundColor: "transparent",
    color: "var(--soft)",
    border: "none",
  },
  ".cm-lineNumbers": { flexGrow: "1" },
  ".cm-activeLine, .cm-activeLineGutter": {
    backgroundColor: "color-mix(in oklab, var(--edge) 10%, transparent)",
  },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
    { backgroundColor: "color-mix(in oklab, var(--accent) 22%, transparent)" },
  "&.cm-focused .cm-matchingBracket": {
    backgroundColor: "color-mix(in oklab, var(--edge) 30%, transparent)",
  },
});

/**
 * Turns an element into an editor for TypeScript. Tab moves the focus, so that the keyboard can leave the
 * editor; Ctrl+] and Ctrl+[ change the indentation.
 */
export function createEditor(options: {
  readonly parent: HTMLElement;
  readonly text: string;
  /** The selection's ends, in characters from the start. */
  readonly selection: readonly [number, number];
  /** The nonce that the page's policy asks for in style elements. */
  readonly nonce: string;
  readonly label: string;
  /** The id of the element with the keys of the editor. */
  readonly describedBy: string;
  readonly onChange: (text: string) => void;
}): Editor {
  const length = options.text.length;
  const [anchor, head] = options.selection.map((place) => Math.min(place, length));
  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({
      doc: options.text,
      selection: { anchor: anchor ?? 0, head: head ?? anchor ?? 0 },
      extensions: [
        EditorView.cspNonce.of(options.nonce),
        EditorView.contentAttributes.of({
          "aria-label": options.label,
          "aria-describedby": options.describedBy,
          tabindex: "0",
        }),
        lineNumbers(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        drawSelection(),
        history(),
        bracketMatching(),
        closeBrackets(),
        replaceSelection,
        indentOnInput(),
        indentUnit.of("  "),
        EditorState.tabSize.of(2),
        new LanguageSupport(typescriptLanguage),
        syntaxHighlighting(colors),
        theme,
        keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) options.onChange(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    getText: () => view.state.doc.toString(),
    setText(text) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}
