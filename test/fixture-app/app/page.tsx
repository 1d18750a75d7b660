export default function Home() {
  return <h1>Prerendered</h1>;
}
