import Link from "next/link";

/** Links to handlers that sign out, which Next fetches as soon as they are in view. */
export default function Links() {
  return (
    <nav>
      <Link href="/leave">Leave</Link>
      <Link href="/open">Leave, openly</Link>
    </nav>
  );
}
