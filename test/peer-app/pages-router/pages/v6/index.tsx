import { useRouter } from "next/router";
import { type FormEvent, useState } from "react";

async function post(path: string, body = {}) {
  const headers = { "content-type": "application/json" };
  await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
}

export default function Login() {
  const router = useRouter();
  const [answer, setAnswer] = useState("");
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    await post("/api/v6/login", { name: new FormData(event.currentTarget).get("name") });
    await router.push("/v6/profile");
  }
  return (
    <main>
      <h1>Log in</h1>
      <form onSubmit={submit}>
        <label>
          Name <input name="name" />
        </label>
        <button type="submit">Log in</button>
      </form>
      <button
        type="button"
        onClick={async () => {
          const response = await fetch("/api/v6/user");
          setAnswer(`${response.status} ${await response.text()}`);
        }}
      >
        Who am I?
      </button>
      <output>{answer}</output>
    </main>
  );
}
