export default function Closed() {
  return (
    <main>
      <h1>Closed</h1>
    </main>
  );
}
