import Link from "next/link";

/** Links to guarded pages. Next loads their JSON on a click. */
export default function Links() {
  return (
    <nav>
      <Link href="/p/private">Private</Link>
      <Link href="/p/unproxied/bare">Bare</Link>
    </nav>
  );
}
