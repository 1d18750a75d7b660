import Link from "next/link";

/** Links to handlers that sign out. Next prefetches these links when they are in view. */
export default function Links() {
  return (
    <nav>
      <Link href="/leave">Leave</Link>
      <Link href="/open">Leave, openly</Link>
    </nav>
  );
}
