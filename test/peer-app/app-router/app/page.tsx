import Link from "next/link";

export default function Home() {
  return (
    <>
      <h1>Peers</h1>
      <p>
        <Link href="/account">Account</Link> <Link href="/client">Client</Link>
      </p>
    </>
  );
}
