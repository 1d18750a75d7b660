import Link from "next/link";
import type { ComponentProps } from "react";
import ReactMarkdown, { type Components, type ExtraProps } from "react-markdown";
import remarkGfm from "remark-gfm";
import { languageOf } from "@/lib/practice/code/highlight";
import { headingId } from "@/lib/practice/read/slug";
import { CodeBlock } from "./code/code-block";

type Node = NonNullable<ExtraProps["node"]>;

/** Shows Markdown of the content. HTML in it is shown as text, and only safe addresses are links. */
export function Markdown(props: {
  readonly text: string;
  /** The smallest level of a heading. Default 2. */
  readonly level?: 2 | 3;
}) {
  return (
    <div className="min-w-0 text-pretty [&>*+*]:mt-4">
      <ReactMarkdown
        remarkPlugins={[remarkGfm]}
        components={props.level === 3 ? COMPONENTS_IN_A_PART : COMPONENTS}
      >
        {props.text}
      </ReactMarkdown>
    </div>
  );
}

/** Shows Markdown of one line inside another element. */
export function InlineMarkdown({ text }: { readonly text: string }) {
  return (
    <ReactMarkdown
      remarkPlugins={[remarkGfm]}
      components={{ ...COMPONENTS, p: ({ children }) => children }}
    >
      {text}
    </ReactMarkdown>
  );
}

function textOf(node: Node["children"][number] | Node | undefined): string {
  if (node === undefined) return "";
  if (node.type === "text") return node.value;
  return "children" in node ? node.children.map(textOf).join("") : "";
}

/** A fence. Its language stands in the class of the inner element. */
function Fence({ node }: ExtraProps) {
  const code = node?.children.find((child) => child.type === "element");
  const classes = code?.type === "element" ? code.properties["className"] : undefined;
  const name = Array.isArray(classes)
    ? String(classes.find((each) => String(each).startsWith("language-"))).slice(9)
    : undefined;
  return <CodeBlock code={textOf(code)} lang={languageOf(name)} />;
}

const LINK_CLASS = "font-medium underline decoration-edge underline-offset-4 hover:decoration-ink";

function Anchor({ href = "", children }: ComponentProps<"a">) {
  if (href.startsWith("/practice")) {
    return (
      <Link href={href} className={LINK_CLASS}>
        {children}
      </Link>
    );
  }
  return (
    <a href={href} className={LINK_CLASS} rel="noopener noreferrer">
      {children}
    </a>
  );
}

const Heading2 = ({ node, children }: ComponentProps<"h2"> & ExtraProps) => (
  <h2
    id={headingId(textOf(node))}
    className="scroll-mt-6 pt-4 text-xl font-semibold tracking-tight text-balance first:pt-0"
  >
    {children}
  </h2>
);

const Heading3 = ({ children }: ComponentProps<"h3">) => (
  <h3 className="pt-2 text-lg font-semibold tracking-tight">{children}</h3>
);

const COMPONENTS: Components = {
  h1: Heading2,
  h2: Heading2,
  h3: Heading3,
  h4: ({ children }) => <h4 className="font-semibold">{children}</h4>,
  a: Anchor,
  pre: Fence,
  code: ({ children }) => (
    <code className="rounded-sm bg-well px-1 py-0.5 font-mono text-[0.88em] wrap-break-word">
      {children}
    </code>
  ),
  strong: ({ children }) => <strong className="font-semibold">{children}</strong>,
  ul: ({ children }) => <ul className="list-disc space-y-1.5 pl-5 marker:text-edge">{children}</ul>,
  ol: ({ children, start }) => (
    <ol start={start} className="list-decimal space-y-1.5 pl-6 marker:text-soft">
      {children}
    </ol>
  ),
  blockquote: ({ children }) => (
    <blockquote className="border-l-4 border-accent pl-4 [&>*+*]:mt-2">{children}</blockquote>
  ),
  hr: () => <hr className="border-line" />,
  // The policy of the pages forbids styles of elements, so the alignment of a column is left out.
  table: ({ children }) => (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is a part of a form
    <div
      role="group"
      aria-label="Table"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls, and the keyboard must reach it
      tabIndex={0}
      className="overflow-x-auto rounded-lg border border-line"
    >
      <table className="w-full border-collapse text-sm">{children}</table>
    </div>
  ),
  th: ({ node, children }) => {
    const className = "bg-well px-3 py-2 text-left font-semibold";
    // The first cell of a table may be empty, and then it is no heading.
    return textOf(node) === "" ? (
      <td className={className} />
    ) : (
      <th scope="col" className={className}>
        {children}
      </th>
    );
  },
  td: ({ children }) => <td className="border-t border-line px-3 py-2 align-top">{children}</td>,
};

/** In a part with a heading of its own, the headings of the text are one level lower. */
const COMPONENTS_IN_A_PART: Components = { ...COMPONENTS, h1: Heading3, h2: Heading3 };
