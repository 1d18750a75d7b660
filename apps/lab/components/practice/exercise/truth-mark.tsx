/** Says by a sign, a word and a color whether something is right. */
export function TruthMark(props: {
  readonly isTrue: boolean;
  readonly whenTrue: string;
  readonly whenFalse: string;
}) {
  return (
    <span
      className={`text-xs font-semibold whitespace-nowrap ${props.isTrue ? "text-hybrid" : "text-alarm"}`}
    >
      <span aria-hidden="true">{props.isTrue ? "✓ " : "✗ "}</span>
      {props.isTrue ? props.whenTrue : props.whenFalse}
    </span>
  );
}
