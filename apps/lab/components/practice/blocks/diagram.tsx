import {
  type Diagram,
  type DiagramLayout,
  LOOP,
  layoutDiagram,
  type PlacedLine,
  type PlacedMessage,
} from "@/lib/practice/read/diagram-layout";
import { blockId } from "@/lib/practice/read/outline";

/** Messages between lanes, drawn for a wide and for a narrow place. Screen readers read a list. */
export function DiagramBlock({ block }: { readonly block: Diagram }) {
  const id = blockId(block);
  return (
    <figure
      id={id}
      aria-labelledby={`${id}-heading`}
      className="@container max-w-3xl scroll-mt-6 rounded-2xl border border-line bg-card p-5 shadow-(--shadow) sm:p-8"
    >
      <figcaption>
        <h2 id={`${id}-heading`} className="text-lg font-semibold tracking-tight">
          {block.title}
        </h2>
      </figcaption>
      <ol className="sr-only">
        {block.messages.map(({ from, to, text, note }) => (
          <li key={`${from} ${to} ${text}`}>
            {from === to ? from : `${from} to ${to}`}: {text}.{note && ` ${note}.`}
          </li>
        ))}
      </ol>
      <div className="mt-5 @xl:hidden">
        <Drawing layout={layoutDiagram(block, 316)} />
      </div>
      <div className="mt-6 hidden @xl:block">
        <Drawing layout={layoutDiagram(block, 640)} />
      </div>
    </figure>
  );
}

function Drawing({ layout }: { readonly layout: DiagramLayout }) {
  const { width, height, headHeight, headWidth, lanes, messages } = layout;
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      className="mx-auto h-auto max-w-full font-sans"
      aria-hidden="true"
    >
      {lanes.map(({ x, lines }) => (
        <g key={x}>
          <line x1={x} x2={x} y1={headHeight} y2={height} className="stroke-line" strokeWidth="2" />
          <rect
            x={x - headWidth / 2}
            y="1"
            width={headWidth}
            height={headHeight - 2}
            rx="8"
            className="fill-well stroke-edge"
          />
          {lines.map((line, index) => (
            <text
              key={line}
              x={x}
              y={headHeight / 2 + (index - (lines.length - 1) / 2) * 19 + 5}
              textAnchor="middle"
              className="fill-ink text-[14px] font-semibold"
            >
              {line}
            </text>
          ))}
        </g>
      ))}
      {messages.map((message, index) => (
        <Message key={message.y} message={message} number={index + 1} />
      ))}
    </svg>
  );
}

function Message(props: { readonly message: PlacedMessage; readonly number: number }) {
  const { message, number } = props;
  const { from, to, y, isSelf, textX } = message;
  const direction = to >= from ? 1 : -1;
  // The head of an arrow points at the lane of `to`.
  const end = isSelf ? from + 2 : to - direction * 2;
  const endY = isSelf ? y + LOOP.height : y;
  const back = isSelf ? 1 : -direction;
  return (
    <g>
      <path
        d={
          isSelf
            ? `M${from} ${y} h${LOOP.width} v${LOOP.height} H${end + 6}`
            : `M${from} ${y} H${end - direction * 6}`
        }
        fill="none"
        strokeWidth="2"
        strokeLinejoin="round"
        className="stroke-ink"
      />
      <path d={`M${end} ${endY} l${back * 10} -5.5 v11 z`} className="fill-ink" />
      <circle cx={from} cy={y} r="8.5" className="fill-ink" />
      <text x={from} y={y + 4} textAnchor="middle" className="fill-card text-[11px] font-semibold">
        {number}
      </text>
      <Lines lines={message.text} x={textX} className="fill-ink text-[14px]" />
      <Lines lines={message.note} x={textX} className="fill-soft text-[12.5px]" />
    </g>
  );
}

/** Texts with an outline in the color of the card, so that lanes behind them do not strike them through. */
function Lines(props: {
  readonly lines: readonly PlacedLine[];
  readonly x: number;
  readonly className: string;
}) {
  return props.lines.map(({ y, text }) => (
    <text
      key={y}
      x={props.x}
      y={y}
      textAnchor="middle"
      strokeWidth="8"
      strokeLinejoin="round"
      className={`stroke-card [paint-order:stroke] ${props.className}`}
    >
      {text}
    </text>
  ));
}
