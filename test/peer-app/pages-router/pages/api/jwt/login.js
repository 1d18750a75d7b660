import jwt from "jsonwebtoken";

const SECRET = "a_secret_for_the_tokens_of_the_example";

export default function handler(req, res) {
  const { username, password } = req.body;
  if (username !== "ada" || password !== "lovelace-1815") {
    return res.status(401).json({ message: "Invalid credentials" });
  }
  const token = jwt.sign({ userId: 7, role: "admin" }, SECRET, { expiresIn: "1h" });
  return res.status(200).json({ token });
}
