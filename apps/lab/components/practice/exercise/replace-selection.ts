import { EditorView } from "@codemirror/view";

/**
 * Replaces the selection when the visitor types over it. Otherwise Chromium does, and keeps the color of
 * the old text by a style attribute. The page's policy refuses that attribute, with an error in the console.
 */
export const replaceSelection = EditorView.domEventHandlers({
  beforeinput({ inputType, data: text, isComposing }, view) {
    const { from, to, empty } = view.state.selection.main;
    if (inputType !== "insertText" || text === null || isComposing || empty) return false;
    const insert = () =>
      view.state.update(view.state.replaceSelection(text), {
        userEvent: "input.type",
        scrollIntoView: true,
      });
    // A bracket surrounds the selection.
    const handlers = view.state.facet(EditorView.inputHandler);
    if (!handlers.some((handle) => handle(view, from, to, text, insert))) view.dispatch(insert());
    return true;
  },
});
