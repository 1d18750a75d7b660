const PREFIX = "signet-practice-draft:";

/** Returns the text that the visitor wrote earlier in this browser. */
export function readDraft(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    // The browser offers no storage.
    return null;
  }
}

/** Keeps the visitor's text in this browser. `null` removes it. */
export function writeDraft(name: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, text);
  } catch {
    // Without storage the text lives as long as the page.
  }
}
