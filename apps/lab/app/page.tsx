export default function Home() {
  return <h1>Signet Lab</h1>;
}
