import { useState } from "react";

export default function Tokens() {
  const [answer, setAnswer] = useState("");
  const [token, setToken] = useState("");
  async function login(password) {
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ username: "ada", password });
    const response = await fetch("/api/jwt/login", { method: "POST", headers, body });
    const { token: received = "", message = "Logged in" } = await response.json();
    setToken(received);
    setAnswer(`${response.status} ${message}`);
  }
  async function call(credential) {
    const headers = credential ? { authorization: `Bearer ${credential}` } : {};
    const response = await fetch("/api/jwt/protected", { headers });
    setAnswer(`${response.status} ${await response.text()}`);
  }
  return (
    <main>
      <h1>Tokens</h1>
      <button type="button" onClick={() => login("lovelace-1815")}>
        Log in
      </button>
      <button type="button" onClick={() => login("wrong")}>
        Log in wrongly
      </button>
      <button type="button" onClick={() => call(token)}>
        Call with the token
      </button>
      <button type="button" onClick={() => call(`${token.slice(0, -4)}AAAA`)}>
        Call with a forged token
      </button>
      <button type="button" onClick={() => call("")}>
        Call without a token
      </button>
      <output>{answer}</output>
    </main>
  );
}
