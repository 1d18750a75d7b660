import { highlight } from "@/lib/practice/code/highlight";
import type { Language, TokenLines } from "@/lib/practice/code/tokens";
import { CodeFrame } from "./code-frame";

/** Shows code that is colored on the server. */
export async function CodeBlock(props: {
  readonly code: string;
  readonly lang: Language;
  readonly title?: string;
}) {
  const lines: TokenLines = await highlight(props.code, props.lang);
  return <CodeFrame lines={lines} {...(props.title !== undefined && { title: props.title })} />;
}
